/** npm sets this for the scripts it runs. */
export const startedByNpm = process.env['npm_lifecycle_event'] !== undefined;
