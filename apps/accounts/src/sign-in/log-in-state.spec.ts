import { describe, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import { judge, type LogInState } from './log-in-state.js';
import { format, newSecret, parse } from './refresh-token.js';

const at = '2026-01-01T00:00:00.000Z';
const live: LogInState = { kind: 'live', secret_hash: 'present' };
const loggedOut: LogInState = { kind: 'ended', cause: 'log_out', at };
const revoked: LogInState = { kind: 'ended', cause: 'reuse', at };

describe('what a refresh token is worth', () => {
  it.each([
    ['the present one', live, 'present', 1, { kind: 'rotate' }],
    ['the present one at its end', live, 'present', 10, { kind: 'refuse', code: 'auth.token_expired' }],
    ['a former one', live, 'former', 1, { kind: 'reuse' }],
    ['a former one after the end', live, 'former', 11, { kind: 'reuse' }],
    ['any after a reuse', revoked, 'present', 1, { kind: 'refuse', code: 'auth.refresh_reused' }],
    ['any after a log-out', loggedOut, 'present', 1, { kind: 'refuse', code: 'auth.token_invalid' }],
  ] as const)('%s', (_, state, hash, now, judgement) => expect(judge(state, hash, 10, now)).toEqual(judgement));
});

describe('the form of a refresh token', () => {
  it('is read as it was written', () => {
    const token = { tenant: newId(), log_in: newId(), secret: newSecret() };
    expect(parse(format(token))).toEqual(token);
  });

  it.each([
    '',
    'prt',
    `prt.${newId()}.${newId()}.`,
    `prt.${newId()}.x.y`,
    `prt.${newId()}.${newId()}.a.b`,
    'eyJ.eyJ.sig',
  ])('is not that of %j', (text) => expect(parse(text)).toBeUndefined());
});
