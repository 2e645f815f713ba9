import type { Act, Language } from '@parley/contracts';
import { wordsOf } from '../text/words.js';

/** What a phrase does; `address` speaks to somebody (sir, hocam) and does nothing by itself. */
export type Doing = Exclude<Act, 'none'> | 'address';

/**
 * Phrases by what they do. A phrase may hold alternatives in parentheses, an empty one included:
 * `(can|could) you repeat (that|)`. Alternatives do not nest.
 */
export type Phrases = Readonly<Record<Doing, readonly string[]>>;

export interface Found {
  readonly doing: Doing;
  readonly languages: ReadonlySet<Language>;
  /** Number of words it takes. */
  readonly length: number;
}

interface Node {
  readonly next: Map<string, Node>;
  found?: { doing: Doing; languages: Set<Language>; length: number };
}

/** Longest phrase in words; what an act may cost is bounded by it. */
const longestPhrase = 12;

const expand = (phrase: string): string[] => {
  const open = phrase.indexOf('(');
  if (open < 0) return [phrase];
  const close = phrase.indexOf(')', open);
  if (phrase.slice(open + 1, close).includes('(')) throw new Error(`alternatives nest in "${phrase}"`);
  const rests = expand(phrase.slice(close + 1));
  return phrase
    .slice(open + 1, close)
    .split('|')
    .flatMap((alternative) => rests.map((rest) => phrase.slice(0, open) + alternative + rest));
};

/** All phrases of all languages as one tree of words, in the squeezed form. */
export class Phrasebook {
  private readonly root: Node = { next: new Map() };

  constructor(books: Readonly<Record<Language, Phrases>>) {
    for (const [language, phrases] of Object.entries(books) as [Language, Phrases][])
      for (const [doing, templates] of Object.entries(phrases) as [Doing, readonly string[]][])
        for (const template of templates)
          for (const phrase of expand(template))
            this.add(
              wordsOf(phrase, longestPhrase).map((word) => word.key),
              doing,
              language,
            );
  }

  /** All phrases that begin at a place, the longest last. */
  at(keys: readonly string[], place: number): Found[] {
    const all: Found[] = [];
    let node: Node | undefined = this.root;
    for (let index = place; index < keys.length; index++) {
      node = node.next.get(keys[index]!);
      if (!node) break;
      if (node.found) all.push(node.found);
    }
    return all;
  }

  private add(keys: readonly string[], doing: Doing, language: Language): void {
    let node = this.root;
    for (const key of keys) {
      let next = node.next.get(key);
      if (!next) node.next.set(key, (next = { next: new Map() }));
      node = next;
    }
    if (node.found && node.found.doing !== doing)
      throw new Error(`the phrase "${keys.join(' ')}" is both ${node.found.doing} and ${doing}`);
    node.found ??= { doing, languages: new Set(), length: keys.length };
    node.found.languages.add(language);
  }
}
