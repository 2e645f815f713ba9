import { describe, expect, it } from '@jest/globals';
import { ConfigError, flag, integer, oneOf, optionalText, readSettings, text, url } from './settings.js';

const settings = {
  name: text('T_NAME', { doc: 'who it is' }),
  note: optionalText('T_NOTE', { doc: 'what is said' }),
  port: integer('T_PORT', { doc: 'where it listens', min: 1, max: 65_535, default: 80 }),
  loud: flag('T_LOUD', { doc: 'whether it shouts', default: false }),
  store: oneOf('T_STORE', ['sqlite', 'mongodb'], { doc: 'where it keeps things', default: 'sqlite' }),
  bus: url('T_BUS', ['nats:', 'tls:'], { doc: 'where the bus is', default: 'nats://127.0.0.1:4222' }),
};

describe('readSettings', () => {
  it('takes what is given and the defaults where nothing or an empty value is', () => {
    const given = { T_NAME: 'nlu', T_PORT: '8081', T_LOUD: '1', T_STORE: '' };
    expect(readSettings(given, settings)).toEqual({
      name: 'nlu',
      note: undefined,
      port: 8081,
      loud: true,
      store: 'sqlite',
      bus: 'nats://127.0.0.1:4222',
    });
  });

  it('names every variable that is wrong or missing, and never the value', () => {
    const given = { T_PORT: '80 80', T_LOUD: 'yes', T_STORE: 'oracle', T_BUS: 'secret@host' };
    const refusal = (): unknown => readSettings(given, settings);
    expect(refusal).toThrow(ConfigError);
    expect(refusal).toThrow(
      [
        'T_NAME (who it is): expected a value',
        'T_PORT (where it listens): expected a whole number from 1 to 65535',
        'T_LOUD (whether it shouts): expected 1 or 0',
        'T_STORE (where it keeps things): expected one of sqlite, mongodb',
        'T_BUS (where the bus is): expected an address with nats: or tls:',
      ].join('\n'),
    );
  });

  it.each(['0', '65536', '1.5', '1e3x', '-1'])('refuses %s as a port', (T_PORT) => {
    expect(() => readSettings({ T_NAME: 'x', T_PORT }, settings)).toThrow('T_PORT');
  });
});
