import { type ServiceConfig, readSettings, serviceSettings } from '@parley/runtime';

export const readConfig = (): ServiceConfig => readSettings(process.env, serviceSettings);
