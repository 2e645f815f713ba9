import { analyse, turns, type PassageHit } from '@parley/models';
import { Places } from './places.js';
import { quantitiesIn } from './quantity.js';
import { unitsOf, type Unit } from './units.js';

/** A passage taken apart: what can be quoted of it, and the words of each part. */
export interface Dissected {
  readonly units: readonly Unit[];
  readonly places: Places;
}

/** Passages kept, about 3 kB each. */
const mostKept = 5000;

interface Kept {
  readonly key: string;
  /** Nothing after it was thrown out. */
  dissected: Dissected | undefined;
  /** Since it was last passed over. */
  used: boolean;
}

/**
 * Passages taken apart lately. A passage of one version of a document never changes, so nothing in here can be out of
 * date; what was deleted is not found any more and falls out in time.
 */
export class PassageCache {
  /** The one that is looked at next first. */
  private readonly kept = new Map<string, Kept>();
  /** Of passages that the index holds in memory and gives out again, which is most of them. */
  private readonly byPassage = new WeakMap<PassageHit['passage'], Kept>();

  constructor(private readonly most = mostKept) {}

  /** In the order of the hits. What is not kept yet is taken apart, others having their turn between: about a millisecond each. */
  async dissect(tenant: string, hits: readonly PassageHit[]): Promise<Dissected[]> {
    const othersTurn = turns();
    const all: Dissected[] = [];
    for (const hit of hits) {
      const known = this.known(tenant, hit);
      all.push(known ?? this.keep(tenant, hit));
      if (!known) await othersTurn();
    }
    return all;
  }

  private known(tenant: string, hit: PassageHit): Dissected | undefined {
    let kept = this.byPassage.get(hit.passage);
    if (!kept?.dissected) {
      kept = this.kept.get(keyOf(tenant, hit));
      if (!kept) return undefined;
      this.byPassage.set(hit.passage, kept);
    }
    kept.used = true;
    return kept.dissected;
  }

  private keep(tenant: string, hit: PassageHit): Dissected {
    const dissected = dissect(hit);
    const kept = { key: keyOf(tenant, hit), dissected, used: false };
    this.kept.set(kept.key, kept);
    this.byPassage.set(hit.passage, kept);
    if (this.kept.size > this.most) this.throwOut();
    return dissected;
  }

  /** The first that was not used since it was last passed over: second chances cost less than keeping the order of use. */
  private throwOut(): void {
    for (const kept of this.kept.values()) {
      this.kept.delete(kept.key);
      if (!kept.used) {
        kept.dissected = undefined;
        return;
      }
      kept.used = false;
      this.kept.set(kept.key, kept);
    }
  }
}

const keyOf = (tenant: string, { document, passage }: PassageHit): string =>
  `${tenant} ${document.document_id} ${document.revision} ${passage.number}`;

export function dissect({ document, passage }: Pick<PassageHit, 'document' | 'passage'>): Dissected {
  const { title, language } = document;
  const { text, heading } = passage;
  const words = (part: string) => analyse(part, language);
  const units = unitsOf(text);
  const texts = units.map(({ start, end }) => text.slice(start, end));
  const parts = { title: words(title), heading: words(heading.join('\n')), text: words(text) };
  return { units, places: new Places({ ...parts, units: texts.map(words), gives: texts.map(quantitiesIn) }) };
}
