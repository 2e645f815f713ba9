import { readSettings, serviceSettings, type ServiceConfig } from '@parley/runtime';

export const readConfig = (): ServiceConfig => readSettings(process.env, serviceSettings);
