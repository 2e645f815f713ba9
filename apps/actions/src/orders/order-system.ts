import { Injectable } from '@nestjs/common';
import { FleetError, OrderView, type OrderArguments, type OrderAsk } from '@parley/contracts';
import { validate } from '@parley/messaging';
import { type Breaker, breaker } from '@parley/runtime';
import type { Connection } from '../setting/settings.js';

/** One request to a company's system may take this long. */
const deadlineMs = 2000;
const largestReply = 64 * 1024;

/** A cancellation that took effect, as the system shows it when it is read back. */
export interface CancelledOrder {
  readonly idempotency_key: string;
  /** Kuruş or cents; null: nothing was paid back. */
  readonly refunded: number | null;
}

/** What the system said to a request that changes something. Whatever else happens leaves it unknown and throws. */
export type Said =
  { readonly kind: 'yes' } | { readonly kind: 'no'; readonly reason: 'not_found' | 'too_late' | 'refused' };

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/**
 * The HTTP API of a company's order system. Throws `action.unavailable` when nothing certain came back in time and
 * `action.not_connected` when the key was not taken.
 */
@Injectable()
export class OrderSystem {
  /** One an origin: the operator names them, so there are few. */
  private readonly breakers = new Map<string, Breaker>();

  async lookUp(connection: Connection, { order_number, email, language }: OrderAsk): Promise<OrderView | undefined> {
    const body = { number: order_number, email, language };
    const reply = await this.ask(connection, 'POST', '/api/orders/lookup', { body });
    if (reply.status === 404 || reply.status === 400) return undefined;
    const checked = validate(OrderView, reply.body['order']);
    if (reply.status !== 200 || 'faults' in checked) throw strange(reply);
    return checked.value;
  }

  async cancel(connection: Connection, { order_number, email }: OrderArguments, key: string): Promise<Said> {
    const path = `/api/orders/${encodeURIComponent(order_number)}/cancellation`;
    const { status, body } = await this.ask(connection, 'POST', path, { body: { email }, key });
    if (status === 200) return { kind: 'yes' };
    if (status === 404) return { kind: 'no', reason: 'not_found' };
    if (status === 409) return { kind: 'no', reason: 'too_late' };
    if (status === 400 || status === 422) return { kind: 'no', reason: 'refused' };
    throw strange({ status, body });
  }

  async cancellations(connection: Connection, order_number: string): Promise<CancelledOrder[]> {
    const path = `/api/orders/${encodeURIComponent(order_number)}/cancellations`;
    const reply = await this.ask(connection, 'GET', path);
    const list = reply.body['cancellations'];
    if (reply.status !== 200 || !Array.isArray(list) || !list.every(isCancelled)) throw strange(reply);
    return list;
  }

  /** Takes a cancellation back; nothing to take back is well, too. */
  async reinstate(connection: Connection, key: string): Promise<void> {
    const reply = await this.ask(connection, 'DELETE', `/api/cancellations/${encodeURIComponent(key)}`);
    if (reply.status !== 200 && reply.status !== 404) throw strange(reply);
  }

  private ask(
    { url, key: bearer }: Connection,
    method: string,
    path: string,
    { body, key }: { body?: object; key?: string } = {},
  ): Promise<Reply> {
    return this.breaker(url)(async () => {
      const reply = await request(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      });
      if (reply.status === 401 || reply.status === 403) throw new FleetError('action.not_connected', { reason: 'key' });
      if (reply.status >= 500 || reply.status === 429) throw strange(reply);
      return reply;
    });
  }

  private breaker(origin: string): Breaker {
    const present = this.breakers.get(origin) ?? breaker(origin);
    this.breakers.set(origin, present);
    return present;
  }
}

async function request(url: string, init: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(url, init);
    const body: unknown = JSON.parse((await limited(response)) || '{}');
    return { status: response.status, body: typeof body === 'object' && body ? { ...body } : {} };
  } catch (cause) {
    throw new FleetError('action.unavailable', {}, { cause });
  }
}

async function limited(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length;
    if (bytes > largestReply) throw new Error('the reply is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

const strange = ({ status }: Reply): FleetError => new FleetError('action.unavailable', { status });

const isCancelled = (item: unknown): item is CancelledOrder => {
  const { idempotency_key, refunded } = (item ?? {}) as Record<string, unknown>;
  return typeof idempotency_key === 'string' && (refunded === null || typeof refunded === 'number');
};
