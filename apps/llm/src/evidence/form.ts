import type { Analysis, Token } from '@parley/models';

/** How a question is put. */
export interface Form {
  /** It wants a yes or a no. */
  readonly whether: boolean;
  /** It asks of the company whether it does or has something: more often than else it does not say. */
  readonly offered: boolean;
  /** It asks how to do something. */
  readonly way: boolean;
  /** It asks how many of something there are, or how much at most, but for no time and no price: what documents seldom say. */
  readonly counts: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const openings = words('hi hello hey and so sorry thanks');
const auxiliaries = words('do does did is are was were can could will would may must should shall have has');
const doing = words('do can to could should');
const offering = words('do does are is can could will');
const offerers = words('you your it there they the');
/** `mı`, `musunuz`: what makes a Turkish sentence a question. */
const turkishParticle = /^m[iu](?:y[iu]m|y[iu]z|s[iu]n[iu]z|s[iu]n|d[iu]r)?$/;

const counting =
  / (?:how (?:many|big|large|heavy|high|far)|how much (?:memory|ram|disk|space|swap)|(?:what|which) (?:size|version|year)|what percentage|maximum|minimum|at (?:most|least)|biggest|largest|smallest|limits?|kac|en (?:fazla|az)) /;
const timing =
  / (?:how (?:long|soon|quickly|fast)|ne kadar (?:sur\w*|zaman)|sure(?:si|niz|miz)? (?:ne|kac)\w*|(?:many|kac) (?:more )?(?:second|minute|hour|day|week|month|year|saniye|dakika|saat|gun|hafta|ay|yil)(?:s|[dt]?[aeiu]|lik|(?:y?[iu])?m(?:[iu]z)?)?) /;
const pricing =
  / (?:how (?:much(?! (?:memory|ram|disk|space|swap))|expensive)|costs?|priced?|fees?|charge|cheap(?:est|er)|expensive|ne kadar|(?:ucret|fiyat)\w* (?:ne|kac)\w*|kac (?:euro|dolar|tl|lira|para)\w*) /;

const isHow = ({ folded }: Token): boolean => folded === 'nasil';

/** By its words alone, folded, in either language. */
export function formOf({ tokens }: Analysis): Form {
  const first = tokens.findIndex(({ folded }) => !openings.has(folded));
  const begins = tokens[first]?.folded;
  let whether = begins !== undefined && auxiliaries.has(begins);
  const way = begins === 'how' ? doing.has(tokens[first + 1]?.folded ?? '') : tokens.some(isHow);
  let offered = false;
  for (let at = 1; at < tokens.length; at++) {
    const before = tokens[at - 1]!.folded;
    const { folded } = tokens[at]!;
    const particle = turkishParticle.test(folded);
    whether ||= particle;
    offered ||= particle ? before === 'var' || before.endsWith('yor') : offering.has(before) && offerers.has(folded);
  }
  const text = ` ${tokens.map(({ folded }) => folded).join(' ')} `;
  const counts = counting.test(text) && !timing.test(text) && !pricing.test(text);
  return { whether, offered, way, counts };
}
