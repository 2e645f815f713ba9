import type { Analysis, Token } from '@parley/models';

/** How a question is put. */
export interface Form {
  /** It wants a yes or a no. */
  readonly whether: boolean;
  /** It asks of the company whether it does or has something: more often than else it does not say. */
  readonly offered: boolean;
  /** It asks how to do something. */
  readonly way: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const openings = words('hi hello hey and so sorry thanks');
const auxiliaries = words('do does did is are was were can could will would may must should shall have has');
const doing = words('do can to could should');
const offering = words('do does are is can could will');
const offerers = words('you your it there they the');
/** `mı`, `musunuz`: what makes a Turkish sentence a question. */
const turkishParticle = /^m[iu](?:y[iu]m|y[iu]z|s[iu]n[iu]z|s[iu]n|d[iu]r)?$/;

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
  return { whether, offered, way };
}
