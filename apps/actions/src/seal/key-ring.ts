import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { FleetError } from '@parley/contracts';

const cipher = 'aes-256-gcm';
const sizes = { key: 32, iv: 12, tag: 16 };
const mark = 'sealed:';

/** Seals what is secret or personal before it is kept (AES-256-GCM). The first key seals, each opens what it sealed. */
export class KeyRing {
  private readonly first: string | undefined;

  /** By id; without keys everything is kept as it is. */
  constructor(private readonly keys: ReadonlyMap<string, Buffer>) {
    [this.first] = keys.keys();
  }

  get empty(): boolean {
    return this.first === undefined;
  }

  /** `sealed:<id of the key>:<iv, tag and ciphertext in base64url>`; opens only at the same `place`. */
  seal(text: string, place: string): string {
    if (this.first === undefined) return text;
    const iv = randomBytes(sizes.iv);
    const sealing = createCipheriv(cipher, this.keys.get(this.first)!, iv).setAAD(Buffer.from(place));
    const hidden = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    const whole = Buffer.concat([iv, sealing.getAuthTag(), hidden]);
    return `${mark}${this.first}:${whole.toString('base64url')}`;
  }

  /** What was never sealed is given back. Throws `fleet.internal` where the key is gone or the text is another one's. */
  open(kept: string, place: string): string {
    if (!kept.startsWith(mark)) return kept;
    const [id = '', whole = ''] = kept.slice(mark.length).split(':');
    const key = this.keys.get(id);
    if (!key) throw new FleetError('fleet.internal', { sealed_with: id });
    const bytes = Buffer.from(whole, 'base64url');
    const iv = bytes.subarray(0, sizes.iv);
    const tag = bytes.subarray(sizes.iv, sizes.iv + sizes.tag);
    try {
      const opening = createDecipheriv(cipher, key, iv, { authTagLength: sizes.tag });
      opening.setAAD(Buffer.from(place)).setAuthTag(tag);
      const text = opening.update(bytes.subarray(sizes.iv + sizes.tag));
      return Buffer.concat([text, opening.final()]).toString('utf8');
    } catch (cause) {
      throw new FleetError('fleet.internal', { sealed_with: id }, { cause });
    }
  }

  /** Whether it is sealed as it would be now. */
  isCurrent(kept: string): boolean {
    return this.first === undefined || kept.startsWith(`${mark}${this.first}:`);
  }
}

/** `<id>:<32 bytes in base64>`, the first one seals; separated by commas. Throws an `Error` that says what is expected. */
export function keyRingOf(raw: string): KeyRing {
  const keys = raw.split(',').map((part): [string, Buffer] => {
    const [, id, encoded] = /^([a-z0-9]{1,20}):([A-Za-z0-9+/_-]{43}=?)$/.exec(part.trim()) ?? [];
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || key.length !== sizes.key) throw new Error('expected <id>:<32 bytes in base64>, …');
    return [id, key];
  });
  const ring = new Map(keys);
  if (ring.size < keys.length) throw new Error('expected another id for each key');
  return new KeyRing(ring);
}
