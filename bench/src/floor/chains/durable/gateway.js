import { connectBus } from '../bus.js';
import { serve } from '../http.js';
import { parseMessage } from '../message-body.js';
import { onStop, ready, settings } from '../process.js';
import { bearerOf, tokenCheck } from '../tokens.js';
import { connectLimits } from './limits.js';

/** Requests of the same 4 ms go on together as one message on the bus. */
const TOGETHER_MS = 4;
const DEADLINE_MS = 15_000;
const MESSAGES = /^\/api\/v1\/chat\/sessions\/([0-9a-f-]{36})\/messages$/;

const bus = await connectBus(settings.bus);
const take = await connectLimits(settings.redis, settings.limits);
const principalOf = tokenCheck(settings.public_key);
let waiting = [];

async function handle(request, bytes) {
  const token = bearerOf(request);
  const principal = principalOf(token);
  if (!principal) return { status: 401, error: 'auth.token_invalid' };
  if (request.method !== 'POST') return { status: 404, error: 'route.not_found' };
  if (request.url === '/api/v1/chat/sessions/initialize') return openSession(token);
  const session_id = MESSAGES.exec(request.url)?.[1];
  if (!session_id) return { status: 404, error: 'route.not_found' };
  const body = parseMessage(bytes);
  if (typeof body === 'string') return { status: 400, error: body };
  return new Promise((resolve) => {
    if (waiting.length === 0) setTimeout(sendTogether, TOGETHER_MS);
    const turn = { token, session_id, deadline: Date.now() + DEADLINE_MS, ...body };
    const caller = { tenant: principal.tenant, user: principal.id, address: request.socket.remoteAddress };
    waiting.push({ turn, caller, resolve });
  });
}

async function openSession(token) {
  return { status: 200, data: await bus.ask('floor.session.open', { token }) };
}

async function sendTogether() {
  const group = waiting;
  waiting = [];
  const allowed = await take(group.map(({ caller }) => caller));
  group.forEach(({ resolve }, index) => allowed[index] || resolve({ status: 429, error: 'limit.exceeded' }));
  const going = group.filter((_, index) => allowed[index]);
  if (going.length === 0) return;
  const replies = await bus.ask('floor.turn.take', { turns: going.map(({ turn }) => turn) }).catch(() => undefined);
  going.forEach(({ resolve }, index) => {
    const reply = replies?.turns?.[index] ?? { error: 'fleet.unavailable' };
    resolve(
      reply.error
        ? { status: reply.error === 'session.not_found' ? 404 : 503, error: reply.error }
        : { status: 200, data: reply },
    );
  });
}

await serve(settings.http_port, handle);
ready();
onStop(() => bus.connection.close());
