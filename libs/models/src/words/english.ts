import { stemmer } from '@orama/stemmers/english';

/** Forms that no rule of endings takes back to their word. */
const irregular = new Map(
  `bought:buy sent:send paid:pay lost:lose broke:break broken:break brought:bring gave:give given:give took:take taken:take
  came:come got:get gotten:get forgot:forget forgotten:forget chose:choose chosen:choose went:go gone:go found:find left:leave
  told:tell said:say made:make kept:keep held:hold rang:ring rung:ring wrote:write written:write sold:sell saw:see seen:see
  worn:wear tore:tear torn:tear knew:know known:know thought:think felt:feel spent:spend met:meet ran:run lent:lend stole:steal
  stolen:steal men:man women:woman children:child feet:foot`
    .split(/\s+/)
    .map((pair): [string, string] => pair.split(':') as [string, string]),
);

/** A letter typed once or twice is the same: `adress`, `accomodation`, `refunddable` are what people write. */
const doubled = /(\p{L})\1/gu;

/** `word` is folded. */
export const englishStem = (word: string): string => stemmer(irregular.get(word) ?? word).replace(doubled, '$1');
