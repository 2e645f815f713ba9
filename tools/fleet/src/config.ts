import { delimiter, join } from 'node:path';
import { accessSync, constants } from 'node:fs';

/** Variables that processes of a fleet inherit; everything else they get is in their description. */
const INHERITED = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'NO_PROXY'];

/** For the tools that get servers. */
export const ownEnvironment: NodeJS.ProcessEnv = process.env;

export const inheritedEnvironment = (): Record<string, string> =>
  Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));

/** What the user may set for the launcher; an empty value counts as not set. */
export const settings = {
  /** `PARLEY_NATS_SERVER`: the nats-server to run, instead of looking for one. */
  natsServer: process.env['PARLEY_NATS_SERVER'] || undefined,
  /** `PARLEY_REDIS_SERVER`: the redis-server to run, instead of looking for one. */
  redisServer: process.env['PARLEY_REDIS_SERVER'] || undefined,
  /** `PARLEY_CHROMIUM`: the Chromium that pages are tested and pictured in, instead of looking for one. */
  chromium: process.env['PARLEY_CHROMIUM'] || undefined,
  /** `PARLEY_CHART_RENDERER`: the compiled renderer of charts to run, instead of building it. */
  chartRenderer: process.env['PARLEY_CHART_RENDERER'] || undefined,
  /** `PARLEY_MODELS`: a folder with models, handed to the services. */
  models: process.env['PARLEY_MODELS'] || undefined,
};

/** Variables that say which models are asked and how to sign in there; handed to the services that ask them. */
const OF_MODELS = /^(?:PARLEY_(?:LLM_|OPENAI_|AZURE_OPENAI_|BEDROCK_|EMBEDDINGS$)|AWS_)/;

export const modelVariables = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value && OF_MODELS.test(name) ? [[name, value]] : [])),
  );

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a program on PATH, if there is one. */
export const onPath = (program: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
