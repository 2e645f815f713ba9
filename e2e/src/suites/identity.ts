import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId, roles } from '@parley/contracts';
import type { RunningFleet } from '@parley/testing';
import { exampleOf } from '../api/example.js';
import { apiOperations, description, operations, type Operation } from '../api/operations.js';
import { rawRequest, type RawReply } from '../api/raw-request.js';
import { handoffOf, peopleOf, type BadTokens, type People } from '../identity/people.js';

const named = apiOperations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);
const ofToken = named.filter(([, { readsToken }]) => readsToken);
/** Those that speak of one thing: in their path, or in their body. A `{name}` means each company's own. */
const ofThing = ofToken.filter(
  ([, { path, body }]) => /\{(?!name\})/.test(path) || body?.properties?.session_id !== undefined,
);
const badTokens: readonly (keyof BadTokens)[] = ['expired', 'forged', 'unsigned', 'refresh', 'garbage'];

/** Who may do what, route by route. */
export function identitySuite(started: () => RunningFleet): void {
  let fleet: RunningFleet;
  let people: People;

  beforeAll(async () => {
    fleet = started();
    people = await peopleOf(fleet);
  }, 120_000);

  /** A well-formed request that speaks of the given things, or of unknown ones. */
  const ask = (
    operation: Operation,
    token?: string,
    things: Readonly<Record<string, string>> = {},
  ): Promise<RawReply> => {
    const thing = (name: string) => things[name] ?? newId();
    const example = operation.body && { ...(exampleOf(operation.body) as object), ...inBody(operation, thing) };
    const query = Object.keys(operation.query).includes('from') ? '?from=2026-01-01&to=2026-01-02' : '';
    return rawRequest({
      url: fleet.api.url,
      method: operation.method,
      path: operation.path.replace(/\{(\w+)\}/g, (_, name: string) => thing(name)) + query,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(example ? { 'content-type': 'application/json' } : {}),
      },
      body: example && JSON.stringify(example),
    });
  };
  const inBody = ({ body }: Operation, thing: (name: string) => string): object =>
    body?.properties?.session_id
      ? { session_id: thing('session_id'), ...(body.properties['text'] ? { text: 'hello' } : {}) }
      : {};
  const codeOf = ({ envelope }: RawReply): string | undefined => envelope?.error?.code;

  it('describes exactly what the gateway serves', async () => {
    const served = await fetch(`${fleet.api.url}/openapi.json`);
    expect(await served.json()).toEqual(description);
  });

  it('has a row for every route', () => {
    expect(operations.filter(({ allow }) => allow.length === 0)).toEqual([]);
  });

  describe.each(named)('%s', (_name, operation) => {
    it('asks strangers for a token, unless it is open to them', async () => {
      const reply = await ask(operation);
      if (operation.readsToken) expect([reply.status, codeOf(reply)]).toEqual([401, 'auth.required']);
      else expect([200, 201, 400, 401]).toContain(reply.status);
    });
  });

  describe.each(ofToken)('%s', (_name, operation) => {
    it.each(badTokens)('refuses a token that is %s', async (kind) => {
      const reply = await ask(operation, people.bad[kind]);
      const code = kind === 'expired' ? 'auth.token_expired' : 'auth.token_invalid';
      expect([reply.status, codeOf(reply)]).toEqual([401, code]);
    });

    it.each([...roles, 'visitor'] as const)('knows whether it is for: %s', async (role) => {
      const reply = await ask(operation, people.tokens[role]);
      if (operation.allow.includes(role)) expect([401, 403]).not.toContain(reply.status);
      else expect([reply.status, codeOf(reply)]).toEqual([403, 'auth.forbidden']);
      expect(reply.status).toBeLessThan(500);
    });
  });

  /** Deletions and ends come last, so that everything is there until then. */
  const isLast = (name: string) => Number(name.startsWith('DELETE') || name.endsWith('/end'));
  const lastDeletions = [...ofThing].sort(([a], [b]) => isLast(a) - isLast(b));
  describe.each(lastDeletions)('%s', (_name, operation) => {
    let things: Readonly<Record<string, string>>;
    beforeAll(async () => {
      things = people.things;
      if (!operation.path.includes('{handoff_id}')) return;
      const state = operation.path.endsWith('/accept') ? 'queued' : 'accepted';
      things = { ...things, handoff_id: await handoffOf(fleet.api, people, state) };
    });

    const strangers = (): (readonly [string, string])[] => [
      ...(operation.allow.includes('customer') ? [['another customer', people.strangers.neighbour] as const] : []),
      ...(operation.allow.includes('visitor')
        ? [['another company’s visitor', people.strangers.visitorOfOther] as const]
        : []),
      ...(operation.allow.includes('owner') ? [['another company’s owner', people.other.owner_token] as const] : []),
    ];

    it('answers strangers as if there were no such thing', async () => {
      for (const [who, token] of strangers()) {
        const [reply, unknown] = [await ask(operation, token, things), await ask(operation, token)];
        expect([who, reply.status, codeOf(reply)]).toEqual([who, 404, codeOf(unknown)]);
      }
    });

    it('answers those whose it is', async () => {
      const owners = operation.allow.includes('customer') ? people.tokens.customer : people.tokens.owner;
      const reply = await ask(operation, owners, things);
      expect([codeOf(reply), reply.status < 300]).toEqual([undefined, true]);
    });
  });
}
