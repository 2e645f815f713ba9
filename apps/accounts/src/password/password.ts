import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { WorkGate } from './work-gate.js';

const derive = promisify(argon2);

/** argon2id with 19 MiB, 2 passes, 1 lane: OWASP Password Storage Cheat Sheet. About 40 ms of one core. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const saltBytes = 16;
const tagBytes = 32;

/** Two of the four threads that Node has for such work, and 38 MiB; the others are left to files. */
const atOnce = 2;
/** With two at once the last of so many waits about 2 s: within the deadline of the requests that ask for it. */
const mostWaiting = 100;

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** The form that PHC strings have: $argon2id$v=19$m=…,t=…,p=…$salt$tag, base64 without padding. */
const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

const encode = ({ memory, passes, parallelism, salt, tag }: Parameters): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;

function decode(encoded: string): Parameters {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(encoded) ?? [];
  if (!salt || !tag) throw new Error('a stored password has no form that is known');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** The same password typed on another keyboard is the same: NFKC, NIST SP 800-63B §3.1.1.2. */
const tagOf = (password: string, { memory, passes, parallelism, salt }: Omit<Parameters, 'tag'>): Promise<Buffer> =>
  derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: tagBytes,
  });

/** Hashes and checks passwords on Node's thread pool, a bounded number at once. */
@Injectable()
export class Passwords {
  private readonly gate = new WorkGate(atOnce, mostWaiting);
  /** Of no password, as its tag is random: checked in place of that of a user who does not exist, so that both take as long. */
  private readonly nobodys = encode({ ...cost, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) });

  /** A PHC string. `deadline` in milliseconds since 1970. Rejects with `fleet.overloaded`, `fleet.deadline_exceeded`. */
  hash(password: string, deadline: number): Promise<string> {
    return this.gate.run(deadline, async () => {
      const parameters = { ...cost, salt: randomBytes(saltBytes) };
      return encode({ ...parameters, tag: await tagOf(password, parameters) });
    });
  }

  /** False, after the same work, where there is no stored password. Rejects as `hash` does. */
  verify(password: string, stored: string | undefined, deadline: number): Promise<boolean> {
    return this.gate.run(deadline, async () => {
      const parameters = decode(stored ?? this.nobodys);
      return timingSafeEqual(await tagOf(password, parameters), parameters.tag);
    });
  }
}
