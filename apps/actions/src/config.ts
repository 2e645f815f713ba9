import { ConfigError, type Setting, type Values, readSettings, serviceSettings, text } from '@parley/runtime';
import { KeyRing, keyRingOf } from './seal/key-ring.js';

const keys: Setting<KeyRing> = {
  variable: 'PARLEY_ACTION_KEYS',
  doc: 'keys that seal what is kept of companies’ systems and their customers: <id>:<32 bytes in base64>, the first seals, all open, separated by commas',
  fallback: new KeyRing(new Map()),
  parse: keyRingOf,
};

const settings = {
  ...serviceSettings,
  origins: text('PARLEY_ACTION_ORIGINS', {
    doc: 'origins of companies’ systems that actions may reach, separated by commas, such as https://shop.example',
    default: '',
  }),
  keys,
};

export type ActionsConfig = Values<typeof settings>;

export function readConfig(): ActionsConfig {
  const config = readSettings(process.env, settings);
  if (config.origins !== '' && config.keys.empty)
    throw new ConfigError(
      `${keys.variable} (${keys.doc}): expected a value, because ${settings.origins.variable} names systems`,
    );
  return config;
}
