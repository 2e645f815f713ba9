import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { FleetError, largestDocument } from '@parley/contracts';
import { AddressGuard, type Destination } from './address-guard.js';

/** The network or the other side failed; it may work the next time. */
export class FetchFailed extends Error {
  override readonly name = 'FetchFailed';
}

export interface FetchedDocument {
  /** The `Content-Type` header. */
  readonly content_type: string | undefined;
  /** Throws `document.too_large`, `FetchFailed`. */
  readonly bytes: AsyncIterable<Buffer>;
}

const mostRedirects = 5;
/** For all of it, redirects included, in milliseconds. */
const patienceMs = 20_000;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Worth another try. */
const passing = new Set([408, 425, 429]);
const unpackers: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
const headers = {
  accept: 'text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf, */*;q=0.5',
  'accept-encoding': 'gzip, br',
  'user-agent': 'Parley-Ingestion',
};

/** Fetches documents from the web. Every address on the way is checked before anything is sent to it. */
@Injectable()
export class FetchDocument {
  constructor(private readonly guard: AddressGuard) {}

  /** Throws `document.address_refused`, `document.unreachable`, `document.too_large`, `FetchFailed`. */
  async fetch(address: string, given: AbortSignal): Promise<FetchedDocument> {
    const signal = AbortSignal.any([given, AbortSignal.timeout(patienceMs)]);
    let next = address;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const response = await request(await untilCalledOff(this.guard.destination(next), signal), signal);
      const { statusCode: status = 0, headers: got } = response;
      if (status === 200) return { content_type: got['content-type'], bytes: contentOf(response) };
      response.destroy();
      if (!redirects.has(status) || got.location === undefined) throw failure(status);
      next = URL.canParse(got.location, next) ? new URL(got.location, next).href : '';
    }
    throw new FleetError('document.unreachable', { reason: 'redirects' });
  }
}

/** A look-up of a name cannot be called off: it is left to its end, and waited for no longer. Throws `FetchFailed`. */
async function untilCalledOff<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw new FetchFailed('called off');
  const over = once(signal, 'abort').then(() => {
    throw new FetchFailed('nobody answers for the name');
  });
  return Promise.race([work, over]);
}

const failure = (status: number): Error =>
  status >= 500 || passing.has(status)
    ? new FetchFailed(`status ${status}`)
    : new FleetError('document.unreachable', { status });

function request({ url, addresses }: Destination, signal: AbortSignal): Promise<IncomingMessage> {
  const lookup: LookupFunction = (_name, { all }, done) => {
    if (all) done(null, [...addresses]);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
  const { get } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    get(url, { lookup, agent: false, signal, headers }, resolve).once('error', (error: NodeJS.ErrnoException) =>
      reject(new FetchFailed(error.code ?? error.name)),
    );
  });
}

async function* contentOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of unpacked(response)) {
      bytes += (chunk as Buffer).length;
      if (bytes > largestDocument) throw new FleetError('document.too_large', { most_bytes: largestDocument });
      yield chunk as Buffer;
    }
  } catch (error) {
    throw error instanceof FleetError ? error : new FetchFailed((error as NodeJS.ErrnoException).code ?? 'broken off');
  } finally {
    response.destroy();
  }
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity' || encoding === '') return response;
  const unpacker = unpackers[encoding];
  if (!unpacker) throw new FleetError('document.unreachable', { reason: 'encoding' });
  const unpacking = unpacker();
  pipeline(response, unpacking, () => undefined);
  return unpacking;
}
