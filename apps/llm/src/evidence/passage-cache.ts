import { analyse, turns, type PassageHit } from '@parley/models';
import { vocabularyOf, type Vocabulary } from './match.js';
import { placesOf, type Places } from './places.js';
import { quantitiesIn } from './quantity.js';
import { unitsOf, type Unit } from './units.js';

/** A passage taken apart: what can be quoted of it, and the words of each part. */
export interface Dissected {
  readonly title: Vocabulary;
  readonly heading: Vocabulary;
  readonly text: Vocabulary;
  readonly units: readonly Unit[];
  readonly places: Places;
}

/** Passages kept, about 20 kB each. */
const mostKept = 1500;

/**
 * Passages taken apart lately. A passage of one version of a document never changes, so nothing in here can be out of
 * date; what was deleted is not found any more and falls out in time.
 */
export class PassageCache {
  private readonly kept = new Map<string, Dissected>();
  /** Of passages that the index holds in memory and gives out again: a text is made and hashed once. */
  private readonly keys = new WeakMap<PassageHit['passage'], string>();

  /** Takes apart what is not kept yet, others having their turn between; one passage takes about a millisecond. */
  async prepare(tenant: string, hits: readonly PassageHit[]): Promise<void> {
    const othersTurn = turns();
    for (const hit of hits) {
      if (this.kept.has(this.keyOf(tenant, hit))) continue;
      this.dissect(tenant, hit);
      await othersTurn();
    }
  }

  dissect(tenant: string, hit: PassageHit): Dissected {
    const key = this.keyOf(tenant, hit);
    const known = this.kept.get(key);
    if (known) this.kept.delete(key);
    const dissected = known ?? dissect(hit);
    this.kept.set(key, dissected);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value!);
    return dissected;
  }

  private keyOf(tenant: string, { document, passage }: PassageHit): string {
    let key = this.keys.get(passage);
    if (key === undefined) {
      key = `${tenant} ${document.document_id} ${document.revision} ${passage.number}`;
      this.keys.set(passage, key);
    }
    return key;
  }
}

export function dissect({ document, passage }: Pick<PassageHit, 'document' | 'passage'>): Dissected {
  const words = (text: string) => vocabularyOf(analyse(text, document.language));
  const title = words(document.title);
  const heading = words(passage.heading.join('\n'));
  const text = words(passage.text);
  const units = unitsOf(passage.text);
  const texts = units.map(({ start, end }) => passage.text.slice(start, end));
  const places = placesOf({ title, heading, text }, texts.map(words), texts.map(quantitiesIn));
  return { title, heading, text, units, places };
}
