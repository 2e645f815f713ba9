import { stemmer } from '@orama/stemmers/english';

const pairs = (list: string): ReadonlyMap<string, string> =>
  new Map(list.split(/\s+/).map((pair) => pair.split(':') as [string, string]));

/** Forms that no rule of endings takes back to their word. */
const irregular = pairs(
  `bought:buy sent:send paid:pay lost:lose broke:break broken:break brought:bring gave:give given:give took:take taken:take
  came:come got:get gotten:get forgot:forget forgotten:forget chose:choose chosen:choose went:go gone:go found:find left:leave
  told:tell said:say made:make kept:keep held:hold rang:ring rung:ring wrote:write written:write sold:sell saw:see seen:see
  worn:wear tore:tear torn:tear knew:know known:know thought:think felt:feel spent:spend met:meet ran:run lent:lend stole:steal
  stolen:steal men:man women:woman children:child feet:foot`,
);

/** Words that would share a stem with another one: `instalments` are no installation, `off` is no `of`. */
const apart = pairs(
  `instalment:instalment instalments:instalment installment:instalment installments:instalment off:off soon:soon boot:boot
  boots:boot goods:goods customs:customs evening:evening evenings:evening accountant:accountant accountants:accountant`,
);

/** A letter typed once or twice is the same: `adress`, `accomodation`, `refunddable` are what people write. */
const doubled = /(\p{L})\1/gu;

/** `word` is folded. */
export const englishStem = (word: string): string =>
  apart.get(word) ?? stemmer(irregular.get(word) ?? word).replace(doubled, '$1');
