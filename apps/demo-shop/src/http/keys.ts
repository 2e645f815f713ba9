import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Refusal } from './reply.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets in who brings this bearer key. Throws `Refusal`. */
export function admit(request: IncomingMessage, key: string): void {
  const [, brought = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (!timingSafeEqual(digest(brought), digest(key))) throw new Refusal(401, 'key_wrong');
}
