import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FleetError, type ErrorCode } from '@parley/contracts';
import { Clock } from '@parley/runtime';
import { UniqueConflict, type Stored } from '@parley/storage';

/** What a document keeps of the request that created it. No secret is in it: a password is compared with its own hash. */
export interface Creation<R> {
  /** Of the body without its secret. */
  readonly body_hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly result: R;
}

export interface CreationMark<R> {
  /** Hash of operation, tenant, principal and idempotency key; a unique index of its collection. */
  readonly creation_key?: string;
  readonly creation?: Creation<R>;
}

export type Created<R> = Stored & CreationMark<R>;

export interface CreationStore<D> {
  byCreation(tenant: string, creation_key: string): Promise<D | undefined>;
  /** Frees the key: the next request with it is a new one. */
  forgetCreation(document: D): Promise<unknown>;
}

export interface CreationRequest<D extends Created<R>, R> {
  readonly operation: string;
  /** Empty before there is one. */
  readonly tenant: string;
  /** Whose idempotency key it is: the id of a user, a widget key; empty for a sign-up. */
  readonly who: string;
  readonly key: string | undefined;
  /** The fields of the request without its secret. */
  readonly body: readonly unknown[];
  readonly secret?: { readonly text: string; readonly sameAs: (document: D) => Promise<boolean> };
  readonly store: CreationStore<D>;
  /** Stores the document with its mark. Throws `UniqueConflict` when another has what must be unique. */
  readonly create: (mark: (result: R) => CreationMark<R>) => Promise<R>;
  /** What a conflict with another request's document means. */
  readonly taken: ErrorCode;
}

/** How long a repeat is known, in milliseconds: 7 days (spec §3). */
export const keptFor = 7 * 24 * 3600 * 1000;

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/**
 * Creates once per idempotency key: the same key with the same body has the same result, with another body it is
 * refused with `idempotency.key_reused`. Between processes the unique index of the key decides; within this one a
 * repeat joins the request that still runs.
 */
@Injectable()
export class Creations {
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(private readonly clock: Clock) {}

  once<D extends Created<R>, R>(request: CreationRequest<D, R>): Promise<R> {
    const { operation, tenant, who, key, body, secret } = request;
    if (key === undefined) return this.create(request, undefined);
    const creation_key = digest([operation, tenant, who, key]);
    const request_hash = digest([creation_key, body, secret?.text]);
    const running = this.running.get(request_hash) as Promise<R> | undefined;
    if (running) return running;
    const started = this.repeatOrCreate(request, creation_key).finally(() => this.running.delete(request_hash));
    this.running.set(request_hash, started);
    return started;
  }

  private async repeatOrCreate<D extends Created<R>, R>(
    request: CreationRequest<D, R>,
    creation_key: string,
  ): Promise<R> {
    const earlier = await this.earlier(request, creation_key);
    return earlier ? earlier.result : this.create(request, creation_key);
  }

  private async create<D extends Created<R>, R>(
    request: CreationRequest<D, R>,
    creation_key: string | undefined,
  ): Promise<R> {
    const at = this.clock.now();
    const mark = (result: R): CreationMark<R> =>
      creation_key === undefined ? {} : { creation_key, creation: { body_hash: digest(request.body), at, result } };
    try {
      return await request.create(mark);
    } catch (thrown) {
      if (!(thrown instanceof UniqueConflict)) throw thrown;
      const winner = creation_key === undefined ? undefined : await this.earlier(request, creation_key);
      if (winner) return winner.result;
      throw new FleetError(request.taken);
    }
  }

  /** What the same request made before. */
  private async earlier<D extends Created<R>, R>(
    request: CreationRequest<D, R>,
    creation_key: string,
  ): Promise<Creation<R> | undefined> {
    const document = await request.store.byCreation(request.tenant, creation_key);
    const creation = document?.creation;
    if (!document || !creation) return undefined;
    if (creation.at + keptFor <= this.clock.now()) {
      await request.store.forgetCreation(document);
      return undefined;
    }
    const same =
      creation.body_hash === digest(request.body) && (!request.secret || (await request.secret.sameAs(document)));
    if (!same) throw new FleetError('idempotency.key_reused');
    return creation;
  }
}
