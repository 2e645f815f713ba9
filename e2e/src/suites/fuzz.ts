import { beforeAll, expect, it } from '@jest/globals';
import { isErrorCode } from '@parley/contracts';
import type { RunningFleet } from '@parley/testing';
import fc from 'fast-check';
import { hostileBodies, hostileParts } from '../api/hostile.js';
import { apiOperations, type Operation } from '../api/operations.js';
import { rawRequest, type RawReply } from '../api/raw-request.js';
import { handoffOf, peopleOf, type People } from '../identity/people.js';

/** Requests of each route. */
const RUNS = 60;
const PATIENCE_MS = 180_000;

const named = apiOperations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const);
const withBody = named.filter(([, { body }]) => body);

/** Hostile input to every route. */
export function fuzzSuite(started: () => RunningFleet): void {
  let fleet: RunningFleet;
  let people: People;
  let pids: (number | undefined)[];
  const processes = () => fleet.supervisor.names.map((name) => fleet.supervisor.pid(name));

  beforeAll(async () => {
    fleet = started();
    people = await peopleOf(fleet);
    const handoff_id = await handoffOf(fleet.api, people, 'accepted');
    people = { ...people, things: { ...people.things, handoff_id } };
    pids = processes();
  }, 120_000);

  /** Settings are those of the other company, so that no limit of theirs is in the way of the rest. */
  const tokenOf = ({ allow, path }: Operation): string => {
    if (path.endsWith('/admin/config')) return people.other.owner_token;
    return people.tokens[allow.includes('owner') ? 'owner' : 'customer'];
  };

  const send = (operation: Operation, path: string, body?: Uint8Array, type = 'application/json'): Promise<RawReply> =>
    rawRequest({
      url: fleet.api.url,
      method: operation.method,
      path,
      headers: {
        authorization: `Bearer ${tokenOf(operation)}`,
        ...(operation.readsToken ? {} : { 'x-parley-widget-key': people.company.widget_key }),
        ...(body ? { 'content-type': type } : {}),
      },
      body,
    });

  /** A success, or the caller's fault in words, with a status that the description names: nothing else is right. */
  const expectAnswer = ({ status, envelope }: RawReply, { statuses }: Operation): void => {
    expect([400, 404, ...statuses.filter((each) => each < 500 && each !== 429)]).toContain(status);
    if (status < 300) return;
    const { code, message, suggested_action } = envelope!.error!;
    expect(isErrorCode(code) && message.length > 10 && suggested_action.length > 10).toBe(true);
  };

  it.each(withBody)(
    '%s: bodies',
    async (_name, operation) => {
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => people.things[name]!);
      const property = fc.asyncProperty(hostileBodies(operation.body!), async (body) => {
        expectAnswer(await send(operation, path, body), operation);
      });
      await fc.assert(property, { numRuns: RUNS });
    },
    PATIENCE_MS,
  );

  it.each(named)(
    '%s: addresses',
    async (_name, operation) => {
      const names = ['limit', 'cursor', 'after', 'from', 'to', 'last_event_id', 'x'];
      const query = fc.array(fc.tuple(fc.constantFrom(...names), hostileParts), { maxLength: 3 });
      const property = fc.asyncProperty(hostileParts, query, async (part, pairs) => {
        const path = operation.path.replace(/\{\w+\}/g, () => part.replaceAll(/[ ?#]/g, ''));
        const text = pairs.map(([name, value]) => `${name}=${value}`).join('&');
        const body = operation.body && new TextEncoder().encode('{}');
        expectAnswer(await send(operation, `${path}?${text}`, body), operation);
      });
      await fc.assert(property, { numRuns: RUNS / 3 });
    },
    PATIENCE_MS,
  );

  it(
    'uploads: forms',
    async () => {
      const ingest = apiOperations.find(({ path }) => path.endsWith('/documents/ingest'))!;
      const encoder = new TextEncoder();
      const field = fc.tuple(
        fc.constantFrom('file', 'name', 'title', 'language', 'x'),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
      );
      const forms = fc.tuple(fc.array(field, { maxLength: 4 }), fc.constantFrom('--x--\r\n', '', '--x'));
      const property = fc.asyncProperty(
        forms,
        fc.option(fc.uint8Array({ maxLength: 50 })),
        async ([fields, end], noise) => {
          const parts = fields.map(([name, value, isFile]) => {
            const file = isFile ? `; filename="a.md"\r\ncontent-type: text/markdown` : '';
            return `--x\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value.toWellFormed()}\r\n`;
          });
          const body = Buffer.concat([encoder.encode(parts.join('')), noise ?? new Uint8Array(), encoder.encode(end)]);
          expectAnswer(await send(ingest, ingest.path, body, 'multipart/form-data; boundary=x'), ingest);
        },
      );
      await fc.assert(property, { numRuns: RUNS });
    },
    PATIENCE_MS,
  );

  it('has restarted nothing', () => {
    expect(processes()).toEqual(pids);
  });
}
