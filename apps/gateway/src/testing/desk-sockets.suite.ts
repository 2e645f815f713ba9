import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { deskSubject, newId } from '@parley/contracts';
import { entryAt, script } from './parties.js';
import { framed, rawSocket } from './raw-socket.js';
import type { TestSockets } from './test-sockets.js';

/** What the socket of a console does. */
export function deskSuite(at: () => TestSockets): void {
  it('tells what changes at it to the staff of the company only', async () => {
    const [reader, stranger] = [
      await at().desk(),
      await at().desk(await at().signer.token({ tenant: newId(), role: 'agent' })),
    ];
    at().scene.orchestrator.fleet.publish(deskSubject(at().tenant), { kind: 'presence', presence: {} });
    await reader.until((each) => each.of('desk').length > 0);
    expect(reader.of('desk')).toEqual([{ type: 'desk', data: { kind: 'presence', presence: {} } }]);
    expect(stranger.of('desk')).toEqual([]);
  });

  it('tells all that changes at it, also to a reader who is slow for a moment', async () => {
    script.page = 20;
    for (let seq = 1; seq <= 1500; seq += 1) at().log.push(entryAt(at().session_id, seq, 'x'.repeat(16_000)));
    const token = await at().agentToken();
    const slow = await rawSocket(`${at().door.url}/api/v1/console/ws`, { type: 'authenticate', token });
    let heard = '';
    slow.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
    const hear = async (text: string) => {
      while (!heard.includes(text)) await sleep(10);
    };
    await hear('"ready"');
    slow.write(framed({ type: 'watch', session_id: at().session_id }));
    await hear('"1.0"');
    slow.pause();
    await sleep(500);
    for (const number of [1, 2, 3]) at().scene.orchestrator.fleet.publish(deskSubject(at().tenant), { number });
    await sleep(100);
    expect(heard).not.toContain('"number"');
    slow.resume();
    await hear('"number":3');
    expect(heard.match(/"number":\d/g)).toEqual(['"number":1', '"number":2', '"number":3']);
    slow.destroy();
    script.page = 100;
  }, 30_000);

  it('ends when the bus was away, whose messages were missed: whoever comes back reads the lists again', async () => {
    const { broker, orchestrator } = at().scene;
    const reader = await at().desk();
    await broker.kill();
    await sleep(100);
    expect(reader.closed).toBeUndefined();
    await broker.restart();
    await reader.until(({ closed }) => closed !== undefined);
    expect(reader.closed).toEqual({ code: 4503, reason: 'fleet.unavailable' });
    while (!orchestrator.fleet.connected) await sleep(10);
    const again = await at().desk();
    orchestrator.fleet.publish(deskSubject(at().tenant), { kind: 'presence', presence: {} });
    await again.until((each) => each.of('desk').length === 1);
  }, 20_000);

  it('watches several sessions, each from its place, until it does not', async () => {
    at().write(1, 2);
    const second = newId();
    script.logs.set(second, [entryAt(second, 1)]);
    const reader = await at().desk();
    reader.send({ type: 'watch', session_id: at().session_id, last_event_id: '1.0' });
    reader.send({ type: 'watch', session_id: second });
    await reader.until(({ ids }) => ids.length === 4);
    expect(reader.frames.filter(({ session_id: id }) => id === second).map(({ id }) => id)).toEqual(['1.0']);
    expect(JSON.stringify(reader.frames)).toContain('"why"');
    reader.send({ type: 'unwatch', session_id: at().session_id });
    reader.send({ type: 'ping' });
    await reader.until((each) => each.of('pong').length > 0);
    at().write(3);
    at().push(3);
    await sleep(50);
    expect(reader.ids).not.toContain('3.0');
  });

  it('says of which session there is nothing to watch, and lives on', async () => {
    const [reader, unknown] = [await at().desk(), newId()];
    reader.send({ type: 'watch', session_id: unknown });
    reader.send({ type: 'watch', session_id: at().session_id, last_event_id: '7.0' });
    reader.send({ type: 'ping' });
    await reader.until((each) => each.of('pong').length > 0);
    expect(reader.of('error')).toMatchObject([
      { session_id: unknown, status: 404, data: { code: 'session.not_found' } },
      { session_id: at().session_id, status: 400, data: { code: 'request.invalid' } },
    ]);
  });

  it('watches no more than thirty', async () => {
    const reader = await at().desk();
    for (let count = 0; count < 31; count += 1) {
      const id = newId();
      script.logs.set(id, []);
      reader.send({ type: 'watch', session_id: id });
    }
    await reader.until((each) => each.of('error').length > 0);
    expect(reader.of('error')).toMatchObject([{ status: 429, data: { code: 'limit.exceeded' } }]);
  });

  it('is nothing for customers', async () => {
    const reader = await at().open('/console/ws', { type: 'authenticate', token: await at().customerToken() });
    await reader.until(({ closed }) => closed !== undefined);
    expect(reader.closed).toEqual({ code: 4403, reason: 'auth.forbidden' });
  });
}
