import { analyse, turns, type PassageHit } from '@parley/models';
import { vocabularyOf, type Vocabulary } from './match.js';
import { unitsOf, type Unit } from './units.js';

/** A passage taken apart: what can be quoted of it, and the words of each part. */
export interface Dissected {
  readonly title: Vocabulary;
  readonly heading: Vocabulary;
  readonly text: Vocabulary;
  readonly units: readonly { readonly unit: Unit; readonly words: Vocabulary }[];
}

/** Passages kept, about 20 kB each. */
const mostKept = 1500;

/**
 * Passages taken apart lately. A passage of one version of a document never changes, so nothing in here can be out of
 * date; what was deleted is not found any more and falls out in time.
 */
export class PassageCache {
  private readonly kept = new Map<string, Dissected>();

  /** Takes apart what is not kept yet, others having their turn between; one passage takes about a millisecond. */
  async prepare(tenant: string, hits: readonly PassageHit[]): Promise<void> {
    const othersTurn = turns();
    for (const hit of hits) {
      if (this.kept.has(keyOf(tenant, hit))) continue;
      this.dissect(tenant, hit);
      await othersTurn();
    }
  }

  dissect(tenant: string, hit: PassageHit): Dissected {
    const key = keyOf(tenant, hit);
    const known = this.kept.get(key);
    if (known) this.kept.delete(key);
    const dissected = known ?? dissect(hit);
    this.kept.set(key, dissected);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value!);
    return dissected;
  }
}

const keyOf = (tenant: string, { document, passage }: PassageHit): string =>
  `${tenant} ${document.document_id} ${document.revision} ${passage.number}`;

export function dissect({ document, passage }: Pick<PassageHit, 'document' | 'passage'>): Dissected {
  const { title, language } = document;
  const words = (text: string) => vocabularyOf(analyse(text, language));
  return {
    title: words(title),
    heading: words(passage.heading.join('\n')),
    text: words(passage.text),
    units: unitsOf(passage.text).map((unit) => ({ unit, words: words(passage.text.slice(unit.start, unit.end)) })),
  };
}
