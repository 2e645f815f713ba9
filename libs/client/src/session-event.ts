import type { Problem } from './error.js';
import type { components } from './generated/api.js';

export type Entry = components['schemas']['Entry'];
export type Owner = components['schemas']['Owner'];
export type Author = components['schemas']['Author'];

interface Told<T extends string, D> {
  readonly type: T;
  readonly session_id: string;
  readonly data: D;
  readonly at: string;
}

interface Logged<T extends string, D> extends Told<T, D> {
  /** `<seq>.<part>`, its place in the session. */
  readonly id: string;
}

/** A sentence of an answer. */
export interface Delta {
  readonly seq: number;
  readonly part: number;
  readonly text: string;
}

export interface Typing {
  readonly author: Pick<Author, 'kind'> & { readonly name?: string };
  readonly typing: boolean;
}

/** What happens in a session. */
export type SessionEvent =
  | Logged<'accepted', Entry>
  | Logged<'delta', Delta>
  | Logged<'message', Entry>
  | (Told<'state', Entry> & { readonly id?: string })
  | Told<'typing', Typing>
  | Told<'error', Problem>
  | Told<'heartbeat', object>;

const numbers = (id: string): readonly [number, number] => {
  const [seq, part] = id.split('.');
  return [Number(seq), Number(part)];
};

/** The event at `id` comes after the one at `last`. */
export function isAfter(id: string, last: string): boolean {
  const [seq, part] = numbers(id);
  const [lastSeq, lastPart] = numbers(last);
  return seq > lastSeq || (seq === lastSeq && part > lastPart);
}
