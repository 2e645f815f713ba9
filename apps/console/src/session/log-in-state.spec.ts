import { describe, expect, it } from '@jest/globals';
import { isFresh, parseLogIn, signedIn } from './log-in-state.js';

const user = {
  id: '0192a0a0-0000-7000-8000-000000000001',
  role: 'agent' as const,
  email: 'a@b.example',
  name: 'A',
  created_at: '2026-01-01T00:00:00Z',
};
const tokens = { access_token: 'a', refresh_token: 'r', expires_in: 600, user };

describe('a log-in as the browser keeps it', () => {
  it('comes back as it was', () => {
    const kept = signedIn(tokens, 'acme', 1000);
    expect(parseLogIn(JSON.stringify(kept))).toEqual(kept);
    expect(kept.expires_at).toBe(601_000);
  });

  it.each([null, undefined, '', '{', 'null', '{"kind":"in"}', '[]', '{"kind":"out"}'])('is none in %j', (text) => {
    expect(parseLogIn(text)).toEqual({ kind: 'out' });
  });

  it('is as good as expired shortly before it is', () => {
    const kept = signedIn(tokens, 'acme', 0);
    expect([isFresh(kept, 579_000), isFresh(kept, 581_000)]).toEqual([true, false]);
  });
});
