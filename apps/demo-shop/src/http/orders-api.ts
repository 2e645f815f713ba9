import type { IncomingMessage } from 'node:http';
import { type Faults, type Reply as Faulty } from '../faults/faults.js';
import { type Language, languages } from '../orders/order.js';
import { type CancelOutcome, type OrderBook, viewOf } from '../orders/order-book.js';
import { Refusal, type Reply, bodyOf, textIn } from './reply.js';

const languageIn = (body: Record<string, unknown>): Language =>
  languages.find((each) => each === body['language']) ?? 'tr';

/** `NE-104206`, however it is written: `ne 104206`, `NE104206`, `104206`. */
const numberAs = (written: string): string => {
  const [, digits] = /^\W*(?:NE)?\W*(\d{6})\W*$/i.exec(written) ?? [];
  return digits ? `NE-${digits}` : written;
};

/**
 * The API for the company's systems, with its bearer key. A wrong pair of number and e-mail is answered as an unknown
 * order. An `Idempotency-Key` belongs to one cancellation that took effect; a refusal leaves it free.
 */
export class OrdersApi {
  constructor(
    private readonly book: OrderBook,
    private readonly faults: Faults,
  ) {}

  /** `POST /api/orders/lookup` `{number, email, language?}` */
  async lookUp(request: IncomingMessage): Promise<Faulty<Reply>> {
    const body = await bodyOf(request);
    const [number, email] = [numberAs(textIn(body, 'number', 40)), textIn(body, 'email')];
    return this.faults.around('all', () => {
      const order = this.book.find(number, email);
      return order ? { status: 200, body: { order: viewOf(order, languageIn(body)) } } : notFound;
    });
  }

  /** `POST /api/orders/{number}/cancellation` `{email, language?}` with an `Idempotency-Key` */
  async cancel(request: IncomingMessage, number: string): Promise<Faulty<Reply>> {
    const body = await bodyOf(request);
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '' || key.length > 200) throw new Refusal(400, 'idempotency_key_missing');
    const email = textIn(body, 'email');
    return this.faults.around('cancellation', ({ refund }) =>
      replyTo(this.book.cancel({ number: numberAs(number), email, key, refund })),
    );
  }

  /** `GET /api/orders/{number}/cancellations`: what took effect, to read back. */
  readBack(number: string): Promise<Faulty<Reply>> {
    return this.faults.around('all', () => ({
      status: 200,
      body: { cancellations: this.book.cancellations(numberAs(number)) },
    }));
  }

  /** `DELETE /api/cancellations/{key}`: takes it back. */
  undo(key: string): Promise<Faulty<Reply>> {
    return this.faults.around('all', () => (this.book.reinstate(key) ? { status: 200, body: {} } : notFound));
  }
}

const error = (status: number, code: string, more: object = {}): Reply => ({ status, body: { error: code, ...more } });
const notFound = error(404, 'not_found');

function replyTo(outcome: CancelOutcome): Reply {
  switch (outcome.kind) {
    case 'cancelled':
      return { status: 200, body: { cancellation: outcome.cancellation } };
    case 'not_found':
      return notFound;
    case 'too_late':
      return error(409, 'too_late', { state: outcome.state });
    case 'key_reused':
      return error(422, 'key_reused');
  }
}
