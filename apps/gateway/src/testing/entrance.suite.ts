import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { defaultConfig } from '@parley/contracts';
import type { Doorway } from './doorway.js';
import { ask } from './http-client.js';
import { script } from './parties.js';

/** Who and what is let in: bodies, addresses, tokens. */
export function entranceSuite(at: Doorway): void {
  describe('bodies', () => {
    it.each<[string, unknown, number, string]>([
      ['cut JSON', '{"message":', 400, 'request.not_json'],
      ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, 'request.not_utf8'],
      ['half a surrogate pair', '{"message":"\\ud800"}', 400, 'request.not_utf8'],
      ['an unknown field', { message: 'x', more: 1 }, 400, 'request.invalid'],
      ['a field of every object', '{"message":"x","__proto__":{"a":1}}', 400, 'request.invalid'],
      ['another one, within', '{"message":"x","metadata":{"constructor":1}}', 400, 'request.invalid'],
      ['a wrong type', { message: 5 }, 400, 'request.invalid'],
      ['an array', [], 400, 'request.invalid'],
      ['null', 'null', 400, 'request.invalid'],
      ['nothing', '', 400, 'request.invalid'],
      ['null where something may be left out', { message: 'x', client_message_id: null }, 400, 'request.invalid'],
      ['null within', { message: 'x', metadata: { timestamp: null } }, 400, 'request.invalid'],
      ['a deep nest', `{"message":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'request.invalid'],
      ['far too long a message', { message: 'x'.repeat(50_000) }, 400, 'message.too_long'],
      ['far too much', { message: 'x'.repeat(200_000) }, 413, 'request.too_large'],
      ['a form', new FormData(), 415, 'request.unsupported_media_type'],
    ])('refuses %s', async (_what, body, status, code) => {
      expect(await at.send(body)).toMatchObject({ status, code });
    });

    it('refuses another content type and another charset', async () => {
      const xml = await at.send('<x/>', { 'content-type': 'application/xml' });
      expect(xml).toMatchObject({ status: 415, code: 'request.unsupported_media_type' });
      const latin = await at.send('{"message":"x"}', { 'content-type': 'application/json; charset=latin1' });
      expect(latin).toMatchObject({ status: 400, code: 'request.not_utf8' });
    });

    it('names the fields that are wrong', async () => {
      expect((await at.send({ text: 'x' })).details).toMatchObject({
        fields: { message: expect.anything(), text: expect.anything() },
      });
    });

    it('takes what is right, whole pairs of surrogates too', async () => {
      const reply = await at.send('{"message":"\\ud83d\\ude00 İyi günler"}');
      expect(reply).toMatchObject({ status: 200, data: { message: { text: '😀 İyi günler' } } });
    });
  });

  describe('addresses', () => {
    it.each([
      ['GET', '/api/v1/chat/sessions/%zz/messages', 400, 'request.invalid'],
      ['GET', `/api/v1/chat/sessions/${'x'.repeat(300)}/messages`, 404, 'route.not_found'],
      ['GET', '/api/v1/chat/sessions/not-an-id/messages', 404, 'session.not_found'],
      ['GET', '/api/v1/chat/sessions//messages', 404, 'route.not_found'],
      ['GET', '/api/v1/nowhere', 404, 'route.not_found'],
      ['DELETE', '/api/v1/chat/sessions', 404, 'route.not_found'],
    ])('answers %s %s with %i', async (method, address, status, code) => {
      expect(await ask(at.url, method, address, { headers: at.bearer })).toMatchObject({ status, code });
    });

    it.each([
      '/api/v1/chat/sessions',
      '/%61pi/v1/chat/sessions',
      '/api/v1/chat%2Fsessions',
      '//api/v1/chat/sessions',
      '/api/v1/chat/sessions/',
      '/API/v1/chat/sessions',
      '/api/v1/chat/./sessions',
      '/api/v1/chat/sessions?x=1;',
    ])('lets nobody in without a token at %s, by GET or HEAD', async (address) => {
      for (const method of ['GET', 'HEAD']) expect([401, 404]).toContain(await statusOf(method, address));
    });

    it.each([
      ['no HTTP at all', 'HELLO\r\n\r\n', 400, 'request.malformed'],
      [
        'headers beyond measure',
        `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
        431,
        'request.headers_too_large',
      ],
    ])('answers %s in an envelope', async (_what, text, status, code) => {
      const reply = await rawly(text);
      expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      const { error } = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n'))) as { error: Record<string, string> };
      expect(error).toMatchObject({ code, suggested_action: expect.anything() });
      expect(error['trace_id']).toMatch(/^[\da-f]{32}$/);
    });

    /** What comes for these bytes. */
    const rawly = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let reply = '';
        const socket = connect(Number(new URL(at.url).port), '127.0.0.1', () => socket.write(text));
        socket
          .once('error', reject)
          .on('data', (part) => (reply += String(part)))
          .once('end', () => resolve(reply));
      });

    /** As it is written: clients of a higher level tidy addresses up. */
    const statusOf = (method: string, address: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = connect(Number(new URL(at.url).port), '127.0.0.1', () => {
          socket.write(`${method} ${address} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
        });
        socket
          .once('error', reject)
          .once('data', (head) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(head))![1])));
      });
  });

  describe('who it is', () => {
    it.each<[string, () => Promise<string | undefined>, number, string]>([
      ['nobody', async () => undefined, 401, 'auth.required'],
      ['no token at all', async () => 'Basic abc', 401, 'auth.token_invalid'],
      [
        'an expired token',
        async () => `Bearer ${await at.signer.token({ tenant: at.tenant }, { exp: 1 })}`,
        401,
        'auth.token_expired',
      ],
      [
        'a refresh token',
        async () => `Bearer ${await at.signer.token({ tenant: at.tenant }, { typ: 'refresh' })}`,
        401,
        'auth.token_invalid',
      ],
      [
        'staff',
        async () => `Bearer ${await at.signer.token({ tenant: at.tenant, role: 'agent' })}`,
        403,
        'auth.forbidden',
      ],
    ])('refuses %s', async (_who, authorization, status, code) => {
      const value = await authorization();
      const headers: Record<string, string> = value === undefined ? {} : { authorization: value };
      const reply = await ask(at.url, 'POST', at.path, { headers, body: { message: 'x' } });
      expect(reply).toMatchObject({ status, code });
      expect(reply.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    });

    it('looks at the token before the body', async () => {
      expect(await ask(at.url, 'POST', at.path, { body: '{' })).toMatchObject({ status: 401 });
    });

    it('keeps visitors out of what needs an account', async () => {
      const headers = { authorization: `Bearer ${await at.signer.token({ tenant: at.tenant, visitor: true })}` };
      const reply = await ask(at.url, 'GET', '/api/v1/users/profile', { headers });
      expect(reply).toMatchObject({ status: 403, code: 'auth.forbidden' });
    });

    it('refuses a page of a site that the company did not allow, and only that', async () => {
      script.config = { ...defaultConfig, allowed_origins: ['https://shop.example'] };
      const from = (origin: string) => at.send({ message: 'x' }, { origin });
      expect(await from('https://other.example')).toMatchObject({ status: 403, code: 'auth.origin_refused' });
      expect(await from('https://shop.example')).toMatchObject({ status: 200 });
      expect(await from(at.url)).toMatchObject({ status: 200 });
      expect(await at.send({ message: 'x' })).toMatchObject({ status: 200 });
    });
  });
}
