import { inHeading, inText, inTitle, matchIn } from './places.js';
import type { Evidence } from './weigh.js';

/** What a word in the heading, elsewhere in the section is worth to a unit beside the word in it. */
const around = { heading: 0.8, text: 0.6 };

/** Words of the title that a heading has to have for it to speak of the same: one stands in `What cannot be returned`, too. */
const saidAgain = 2;

/** Whether a section has a word of the question that its title does not say. */
export const tells = ({ asked, places, same, meant }: Evidence): boolean =>
  asked.telling.some((word) => {
    const parts = same[word]! | meant[word]!;
    return parts !== 0 && !((same[word]! | places.partsOfConcepts(asked.own[word]!)) & inTitle);
  });

/**
 * What tells a unit from the others of its document, for each unit of a section: the rarity of the question's words that
 * it has, without those that the title says of all of them and those that only ask how long. A heading that
 * has of the question what the title has says it of its own section alone.
 */
export function telling({ asked, places, same, meant, units }: Evidence): number[] {
  const { stems, keys, concepts, own, rarity, telling: words } = asked;
  let ofTitle = 0;
  let ofHeading = 0;
  let again = 0;
  for (let word = 0; word < own.length; word++) {
    const title = matchIn(inTitle, same[word]!, places.partsOfConcepts(own[word]!));
    if (title === 0) continue;
    ofTitle += rarity[word]! * title;
    const heading = matchIn(inHeading, same[word]!, meant[word]!);
    if (heading > 0) again++;
    ofHeading += rarity[word]! * heading;
  }
  const heads = again >= saidAgain && ofHeading >= ofTitle;
  const told: number[] = units.map(() => 0);
  let all = 0;
  for (const word of words) {
    const parts = same[word]! | meant[word]!;
    const ofTitleToo = (same[word]! | places.partsOfConcepts(own[word]!)) & inTitle;
    if (parts === 0 || (ofTitleToo && !heads)) continue;
    const ofHead = around.heading * matchIn(inHeading, same[word]!, meant[word]!);
    const section = Math.max(ofHead, around.text * matchIn(inText, same[word]!, meant[word]!));
    all += rarity[word]! * section;
    if (!(parts & inText)) continue;
    const place = places.ofStem(stems[word]!, keys[word]!);
    places.addToUnits(told, place, concepts[word]!, rarity[word]!, section);
  }
  if (all > 0) for (let unit = 0; unit < told.length; unit++) told[unit]! += all;
  return told;
}
