import { telling } from '../evidence/telling.js';
import type { Evidence } from '../evidence/weigh.js';

/** A passage to quote from, with what speaks for each of its units. */
export type Section = Pick<Evidence, 'units' | 'shares' | 'hit'>;

/** What the quantity that is asked for is worth to a unit, in rarity of words. */
const ofQuantity = 0.2;
/** How much less may speak for an earlier section than for a later one, in the same. */
const tie = 0.08;

/**
 * The section to quote of a document that is cited, `best` being its passage of the best order; where little tells them
 * apart the earlier: the rule stands before its exceptions.
 */
export function sectionOf(best: Evidence, evidence: readonly Evidence[]): Section {
  const sections: (Section & { readonly most: number })[] = [];
  let most = 0;
  for (const each of evidence) {
    if (each.units.length === 0 || each.hit.document.document_id !== best.hit.document.document_id) continue;
    const shares = spoken(each);
    sections.push({ hit: each.hit, units: each.units, shares, most: Math.max(...shares) });
    most = Math.max(most, sections.at(-1)!.most);
  }
  let chosen: Section | undefined;
  for (const section of sections)
    if (section.most >= most - tie && section.hit.passage.number < (chosen?.hit.passage.number ?? Infinity))
      chosen = section;
  return chosen ?? best;
}

function spoken(section: Evidence): number[] {
  const told = telling(section);
  const { quantity } = section.asked;
  if (quantity)
    section.places.gives.forEach((gives, unit) => {
      if (gives.includes(quantity)) told[unit]! += ofQuantity;
    });
  return told;
}
