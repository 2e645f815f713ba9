import { type ServiceConfig, readSettings, serviceSettings, text } from '@parley/runtime';

const settings = {
  ...serviceSettings,
  origins: text('PARLEY_ACTION_ORIGINS', {
    doc: 'origins of companies’ systems that actions may reach, separated by commas, such as https://shop.example',
    default: '',
  }),
};

export type ActionsConfig = ServiceConfig & {
  /** Separated by commas. */
  readonly origins: string;
};

export const readConfig = (): ActionsConfig => readSettings(process.env, settings);
