import type { Act, Language } from '@parley/contracts';
import { wordsOf, type Word } from '../text/words.js';
import { english } from './english.js';
import { Phrasebook, type Doing, type Found } from './phrasebook.js';
import { turkish } from './turkish.js';

export interface Recognised {
  readonly act: Act;
  /** The languages in which all of the utterance is said; empty when no rule covers it. */
  readonly languages: readonly Language[];
}

/** More words than this are never one act; it also bounds the work. */
const mostWords = 20;
const phrasebook = new Phrasebook({ en: english, tr: turkish });
const nothing: Recognised = { act: 'none', languages: [] };

/** Politeness that changes nothing, wherever it stands. */
const noise = new Set(
  ['please pls plz plss pliz kindly just really actually', 'lutfen ltfn lutfn acaba artik hemen sadece bi zahmet']
    .join(' ')
    .split(' '),
);
const honorifics = new Set(['hanim', 'bey', 'beyefendi', 'hanimefendi', 'abi', 'abla', 'hoca', 'hocam']);
const titles = new Set(['mr', 'mrs', 'ms', 'mis', 'dr', 'sayin', 'sn']);
const introductions: readonly (readonly string[])[] = [
  ['ben'],
  ['adim'],
  ['im'],
  ['i', 'am'],
  ['my', 'name', 'is'],
  ['this', 'is'],
];
const named: ReadonlySet<Doing> = new Set(['greeting', 'thanks', 'goodbye', 'good_day']);

/** Act of a message of emoji alone. */
const signs: readonly (readonly [RegExp, Act])[] = [
  [/^[👍👌✅🆗☑✔🤝💯🏻🏼🏽🏾🏿\u{fe0f}\s]+$/u, 'acknowledgement'],
  [/^[🙏🏻🏼🏽🏾🏿\u{fe0f}\s]+$/u, 'thanks'],
  [/^[👋🏻🏼🏽🏾🏿\u{fe0f}\s]+$/u, 'greeting'],
];

/**
 * The act of an utterance, given only when all of it is that act, but for a person, who may be asked for beside other
 * things: phrases of the book, names and politeness have to cover every word. Time is linear in the number of words, of which there are at most 20.
 */
export function recognise(text: string, words: readonly Word[]): Recognised {
  if (words.length === 0) return { act: signs.find(([sign]) => sign.test(text.trim()))?.[1] ?? 'none', languages: [] };
  const phrases = phrasesOf(words);
  if (!phrases) return askedFor(text) ?? nothing;
  return { act: settle(phrases.map((phrase) => phrase.doing)), languages: spoken(phrases) };
}

/**
 * A person who is asked for beside other things, in the first or the last clause: `My parcel is lost, I want to talk to
 * somebody`. One or two words alone may be about anybody.
 */
function askedFor(text: string): Recognised | undefined {
  const clauses = text.split(/[,.;:!?\n]/).filter((clause) => clause.trim() !== '');
  if (clauses.length < 2) return undefined;
  for (const clause of [clauses.at(-1)!, clauses[0]!]) {
    const words = wordsOf(clause, mostWords + 1);
    const phrases = words.length < 3 ? undefined : phrasesOf(words);
    if (phrases && settle(phrases.map(({ doing }) => doing)) === 'person')
      return { act: 'person', languages: spoken(phrases) };
  }
  return undefined;
}

function phrasesOf(words: readonly Word[]): Found[] | undefined {
  const said = words.length > mostWords ? [] : words.filter((word) => !noise.has(word.key));
  return said.length === 0 ? undefined : cover(said);
}

/** The fewest phrases that cover all words, from the left; nothing when they do not. */
function cover(words: readonly Word[]): Found[] | undefined {
  const keys = words.map((word) => word.key);
  const best: (readonly Found[] | undefined)[] = [[]];
  for (let place = 0; place < keys.length; place++) {
    const before = best[place];
    if (!before) continue;
    const here = phrasebook.at(keys, place);
    const name = nameAt(words, place, before.at(-1)?.doing);
    for (const found of name ? [...here, name] : here) {
      const after = best[place + found.length];
      if (!after || after.length > before.length + 1) best[place + found.length] = [...before, found];
    }
  }
  return best[keys.length] as Found[] | undefined;
}

/** A name that is spoken to or introduced: `Ayşe Hanım`, `Mr Smith`, `I'm Ada`, and after a greeting any `Ada Lovelace`. */
function nameAt(words: readonly Word[], place: number, before: Doing | undefined): Found | undefined {
  const key = (at: number) => words[at]?.key ?? '';
  const capital = (at: number) => at > 0 && /^\p{Lu}\p{Ll}/u.test(words[at]?.typed ?? '');
  const name = (length: number): Found => ({ doing: 'address', languages: new Set(['en', 'tr']), length });
  if (titles.has(key(place)) && words[place + 1]) return name(capital(place + 2) ? 3 : 2);
  if (honorifics.has(key(place + 1))) return name(2);
  const introduction = introductions.find((said) => said.every((word, index) => key(place + index) === word));
  if (introduction && capital(place + introduction.length))
    return name(introduction.length + (capital(place + introduction.length + 1) ? 2 : 1));
  if (before && named.has(before) && capital(place)) return name(capital(place + 1) ? 2 : 1);
  return undefined;
}

const ranks: readonly ReadonlySet<Doing>[] = [
  new Set(['person']),
  new Set(['cancel', 'repeat']),
  new Set(['yes', 'no']),
  new Set(['greeting', 'thanks', 'goodbye', 'good_day']),
  new Set(['acknowledgement']),
];

/**
 * Of several acts the one that asks most of us counts: a person, then cancel and repeat, then yes and no, then
 * courtesies, then acknowledgement; among equals the last. A good day after thanks, leave or `tamam` is a goodbye;
 * beside a greeting it is a greeting; alone it stays open.
 */
export function settle(doings: readonly Doing[]): Act {
  const rank = ranks.find((among) => doings.some((doing) => among.has(doing)));
  if (!rank) return 'none';
  const act = doings.findLast((doing) => rank.has(doing)) as Act;
  if (act !== 'good_day') return act;
  const earlier = doings.slice(0, doings.lastIndexOf('good_day'));
  if (earlier.some((doing) => doing === 'thanks' || doing === 'goodbye' || doing === 'acknowledgement'))
    return 'goodbye';
  return earlier.includes('greeting') ? 'greeting' : 'good_day';
}

const spoken = (phrases: readonly Found[]): Language[] =>
  (['en', 'tr'] as const).filter((language) => phrases.every((phrase) => phrase.languages.has(language)));
