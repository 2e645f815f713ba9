import { connect } from '@nats-io/transport-node';

const SWEEP_MS = 250;
const NO_RESPONDERS = 503;

/**
 * One connection with a request multiplexer of its own: one inbox for all requests of the process, and one sweep for
 * their time-outs instead of a timer for each. Bodies are JSON.
 */
export async function connectBus({ port, user, pass }) {
  const connection = await connect({ servers: `127.0.0.1:${port}`, user, pass, noAsyncTraces: true, reconnect: false });
  const inbox = `_INBOX.${process.pid}.${Date.now()}`;
  const pending = new Map();
  let last = 0;

  connection.subscribe(`${inbox}.*`, {
    callback(_error, message) {
      const id = Number(message.subject.slice(inbox.length + 1));
      const waiting = pending.get(id);
      if (!waiting) return;
      pending.delete(id);
      if (message.data.length === 0 && message.headers?.code === NO_RESPONDERS)
        waiting.reject(new Error('no responders'));
      else waiting.resolve(JSON.parse(textOf(message.data)));
    },
  });
  setInterval(() => {
    const now = performance.now();
    for (const [id, waiting] of pending) {
      if (waiting.until > now) break;
      pending.delete(id);
      waiting.reject(new Error('timed out'));
    }
  }, SWEEP_MS).unref();

  return {
    connection,
    /** Every request waits equally long (2 s), so the oldest is always the first to time out. */
    ask(subject, body) {
      return new Promise((resolve, reject) => {
        const id = ++last;
        pending.set(id, { resolve, reject, until: performance.now() + 2000 });
        connection.publish(subject, JSON.stringify(body), { reply: `${inbox}.${id}` });
      });
    },
    /** `handler` gets the body and gives the body of the reply, or a promise of it. */
    answer(subject, handler) {
      const handle = async (body) => {
        try {
          return await handler(body);
        } catch (error) {
          return { error: String(error) };
        }
      };
      connection.subscribe(subject, {
        queue: 'floor',
        async callback(_error, message) {
          const { reply } = message;
          const body = await handle(JSON.parse(textOf(message.data)));
          connection.publish(reply, JSON.stringify(body));
        },
      });
    },
  };
}

/** For messages as short as ours this is cheaper than a TextDecoder. */
const textOf = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
