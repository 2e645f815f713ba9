/** npm sets this for the scripts it runs. */
export const startedByNpm = process.env['npm_lifecycle_event'] !== undefined;

/** The rings of tests run in the user's own environment. */
export const inheritedEnvironment: NodeJS.ProcessEnv = process.env;

export const isCi = process.env['CI'] === 'true';

/** Where the user stood: npm runs scripts in the project's folder. */
export const calledFrom = process.env['INIT_CWD'] ?? process.cwd();

const given = (name: string, fallback: string): string => process.env[name] || fallback;

/** What the loader of the demo company is told where the fleet runs in containers. */
export const demoSettings = {
  /** `PARLEY_STATE`: where it keeps how to get in. */
  folder: given('PARLEY_STATE', '.parley'),
  /** `PARLEY_GATEWAY_URL`: the door, as seen from here. */
  gatewayUrl: given('PARLEY_GATEWAY_URL', 'http://127.0.0.1:8080'),
  /** `PARLEY_PUBLIC_URL`: the door, as browsers see it. */
  publicUrl: given('PARLEY_PUBLIC_URL', 'http://localhost:8080'),
  /** `SHOP_URL`: the demo shop, as the fleet sees it. */
  shopUrl: given('SHOP_URL', 'http://127.0.0.1:8090'),
  /** `SHOP_API_KEY`: key of its orders API. */
  shopKey: given('SHOP_API_KEY', ''),
};

/** The bus of a fleet that does not run here, and who may ask on it. */
export const busSettings = {
  url: process.env['PARLEY_NATS_URL'] || undefined,
  user: process.env['PARLEY_NATS_USER'] || undefined,
  password: process.env['PARLEY_NATS_PASSWORD'] || undefined,
};
