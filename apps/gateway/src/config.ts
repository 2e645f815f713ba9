import { join } from 'node:path';
import { integer, optionalText, readSettings, serviceSettings, text, type Values } from '@parley/runtime';

const settings = {
  ...serviceSettings,
  http_port: integer('PARLEY_HTTP_PORT', { doc: 'port of the public door', min: 0, max: 65_535, default: 8080 }),
  http_host: text('PARLEY_HTTP_HOST', { doc: 'address the public door listens on', default: '127.0.0.1' }),
  console_folder: text('PARLEY_CONSOLE', {
    doc: 'folder of the built console',
    default: join(import.meta.dirname, '..', '..', 'console', 'dist'),
  }),
  widget_folder: text('PARLEY_WIDGET', {
    doc: 'folder of the built chat box',
    default: join(import.meta.dirname, '..', '..', 'widget', 'dist'),
  }),
  trusted_proxies: optionalText('PARLEY_TRUSTED_PROXIES', {
    doc: 'addresses or networks, separated by commas, whose X-Forwarded-For is believed; without it nobody’s',
  }),
};

export type GatewayConfig = Values<typeof settings>;

export const readConfig = (environment: NodeJS.ProcessEnv = process.env): GatewayConfig =>
  readSettings(environment, settings);
