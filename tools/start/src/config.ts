/** npm sets this for the scripts it runs. */
export const startedByNpm = process.env['npm_lifecycle_event'] !== undefined;

/** The rings of tests run in the user's own environment. */
export const inheritedEnvironment: NodeJS.ProcessEnv = process.env;

export const isCi = process.env['CI'] === 'true';

/** Where the user stood: npm runs scripts in the project's folder. */
export const calledFrom = process.env['INIT_CWD'] ?? process.cwd();
