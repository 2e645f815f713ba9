import { analyse, type PassageHit } from '@parley/models';
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

  dissect(tenant: string, { document, passage }: PassageHit): Dissected {
    const key = `${tenant} ${document.document_id} ${document.revision} ${passage.number}`;
    const known = this.kept.get(key);
    if (known) this.kept.delete(key);
    const dissected = known ?? dissect({ document, passage });
    this.kept.set(key, dissected);
    if (this.kept.size > mostKept) this.kept.delete(this.kept.keys().next().value!);
    return dissected;
  }
}

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
