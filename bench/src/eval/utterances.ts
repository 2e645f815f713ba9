import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What somebody wrote, and what it is an example of; without an intent it is none of them. */
export interface Utterance {
  readonly text: string;
  readonly intent: string;
}

/** A part to learn from and a part to be asked about. */
export interface Split {
  readonly train: readonly Utterance[];
  readonly held: readonly Utterance[];
}

/** A fifth of each intent is held out, by chance that is the same for the same seed. */
export function heldOut(utterances: readonly Utterance[], seed: number): Split {
  const random = seeded(seed);
  const drawn = utterances.map((utterance) => ({ utterance, place: random() }));
  const train: Utterance[] = [];
  const held: Utterance[] = [];
  for (const group of Map.groupBy(drawn, ({ utterance }) => utterance.intent).values()) {
    const sorted = [...group].sort((a, b) => a.place - b.place).map(({ utterance }) => utterance);
    const cut = Math.round(sorted.length / 5);
    held.push(...sorted.slice(0, cut));
    train.push(...sorted.slice(cut));
  }
  return { train, held };
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** BANKING77, the part to train with: `text,category`, quoted where a comma or line break stands inside. */
export async function banking77(folder: string): Promise<Utterance[]> {
  const text = await readFile(join(folder, 'banking77', 'train.csv'), 'utf8');
  const rows = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*)),([^\n]+)\n/g)].slice(1);
  return rows.map(([, quoted, plain = '', intent]) => ({
    text: quoted?.replaceAll('""', '"') ?? plain,
    intent: intent!.trim(),
  }));
}

export interface Clinc150 extends Split {
  /** What belongs to none of its intents. */
  readonly others: readonly string[];
}

export async function clinc150(folder: string): Promise<Clinc150> {
  type Rows = readonly (readonly [string, string])[];
  const rows = JSON.parse(await readFile(join(folder, 'clinc150', 'split', 'dev.json'), 'utf8')) as {
    readonly [part in 'train' | 'val' | 'oos_train' | 'oos_val']: Rows;
  };
  const utterances = (part: Rows) => part.map(([text, intent]) => ({ text, intent }));
  const others = [...rows.oos_train, ...rows.oos_val].map(([text]) => text);
  return { train: utterances(rows.train), held: utterances(rows.val), others };
}

/** Turkish of xSID, the part for validation; intents with too few examples to learn from are left out. */
export async function xsidTurkish(folder: string): Promise<Utterance[]> {
  const text = await readFile(join(folder, 'xsid', 'tr.valid.conll'), 'utf8');
  const rows = [...text.matchAll(/# text = (.*)\n# intent = (.*)\n/g)].map(([, said, intent]) => ({
    text: said!,
    intent: intent!,
  }));
  return frequent(rows, 10);
}

export async function atisTurkish(folder: string): Promise<Split> {
  const read = async (part: string): Promise<Utterance[]> =>
    JSON.parse(await readFile(join(folder, 'atis-tr', 'json', `atis_${part}.json`), 'utf8')) as Utterance[];
  const train = frequent(await read('train'), 10);
  const known = new Set(train.map(({ intent }) => intent));
  return { train, held: (await read('dev')).filter(({ intent }) => known.has(intent)) };
}

function frequent(utterances: readonly Utterance[], least: number): Utterance[] {
  const counts = Map.groupBy(utterances, ({ intent }) => intent);
  return utterances.filter(({ intent }) => counts.get(intent)!.length >= least);
}
