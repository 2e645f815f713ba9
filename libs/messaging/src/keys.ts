import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FleetError } from '@parley/contracts';
import type { Logger } from '@parley/runtime';
import { importJWK, type CryptoKey, type JWK } from 'jose';

/** How accounts hands out its public keys. */
export interface KeySet {
  readonly keys: readonly JWK[];
}

/** An unknown key id asks at most this often, in milliseconds: a flood of forged tokens must not flood accounts. */
const BETWEEN_ASKS_MS = 1000;
/** Known keys are asked for again after this long, in milliseconds, so that a withdrawn one loses its force. */
const FRESH_MS = 10 * 60_000;

/** The public keys that tokens are checked with: asked for by request, kept on disk for a start without accounts. */
export class KeySource {
  private keys = new Map<string, CryptoKey>();
  private asked_at = -Infinity;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly options: {
      /** Holds the last key set. */
      readonly file: string;
      readonly ask: () => Promise<KeySet>;
      readonly logger: Logger;
    },
  ) {}

  /** Takes what an earlier run left on disk; a missing or broken file is as good as none. */
  async load(): Promise<void> {
    try {
      this.keys = await imported(JSON.parse(readFileSync(this.options.file, 'utf8')) as KeySet);
    } catch {
      this.keys = new Map();
    }
  }

  /** Rejects with `auth.token_invalid` for a key id that accounts does not know, `fleet.unavailable` if it cannot be asked. */
  async key(id: string): Promise<CryptoKey> {
    if (!this.lists(id)) await this.refresh();
    const found = this.keys.get(id);
    if (!found) throw new FleetError('auth.token_invalid');
    return found;
  }

  /** Whether the key is among those that accounts named last. */
  lists(id: string): boolean {
    const listed = this.keys.has(id);
    if (listed && Date.now() - this.asked_at > FRESH_MS) this.refresh().catch(() => undefined);
    return listed;
  }

  /** Everybody who needs a refresh shares the next one; it waits until the last one is long enough ago. */
  private refresh(): Promise<void> {
    this.asking ??= this.takeInTime().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async takeInTime(): Promise<void> {
    const wait = this.asked_at + BETWEEN_ASKS_MS - Date.now();
    if (wait > 0) await setTimeout(wait);
    this.asked_at = Date.now();
    await this.take();
  }

  private async take(): Promise<void> {
    try {
      const set = await this.options.ask();
      this.keys = await imported(set);
      this.keep(set);
    } catch (cause) {
      this.options.logger.warn('public keys not to be had', { error: cause });
      throw new FleetError('fleet.unavailable', { owner: 'accounts' }, { cause });
    }
  }

  private keep(set: KeySet): void {
    const { file } = this.options;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(set));
    renameSync(`${file}.new`, file);
  }
}

async function imported({ keys }: KeySet): Promise<Map<string, CryptoKey>> {
  const usable = keys.filter((key): key is JWK & { kid: string } => typeof key.kid === 'string');
  const entries = usable.map(async (key) => [key.kid, (await importJWK(key, 'EdDSA')) as CryptoKey] as const);
  return new Map(await Promise.all(entries));
}
