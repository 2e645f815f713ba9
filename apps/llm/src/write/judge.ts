import type { Citation, Language } from '@parley/contracts';
import { plain } from '../compose/plain.js';
import { addressesBeyond } from '../guard/addresses.js';
import { instructs } from '../guard/instructions.js';
import { isIn } from '../guard/language.js';
import { noAnswer } from '../prompt/prompt.js';
import type { Source } from '../prompt/sources.js';
import type { Heard } from './sentence-stream.js';
import { isBare, support, witness, type Witness } from './support.js';

/** What becomes of a sentence of a model. */
export type Judged =
  | { readonly kind: 'supported'; readonly text: string; readonly citations: readonly Citation[] }
  /** Says nothing by itself: may go out with a sentence that follows it and is supported. */
  | { readonly kind: 'bare'; readonly text: string }
  | { readonly kind: 'dropped'; readonly because: 'unsupported' | 'address' | 'language' | 'instructions' | 'empty' }
  /** The model knows no answer, or no more of it. */
  | { readonly kind: 'over' };

const numbers = /[ \t]?(?:\[|【)(\d{1,2}(?:\s?,\s?\d{1,2}){0,5})(?:\]|】)/gu;
const itemMark = /^\s{0,8}(?:[-*•]\s+|(\p{N}{1,2}[.)])\s+)/u;
const headingMark = /^\s{0,3}#{1,6}\s+/u;
const mostCitations = 3;

/** Judges sentences by the sources that they were made from. */
export class Judge {
  private readonly witnesses: readonly Witness[];
  private readonly evidence: string;

  constructor(
    sources: readonly Source[],
    private readonly language: Language,
  ) {
    this.witnesses = sources.map(witness);
    this.evidence = sources
      .map(({ hit, shown }) => [hit.document.title, hit.document.url ?? '', ...hit.passage.heading, shown].join('\n'))
      .join('\n');
  }

  judge({ raw }: Heard): Judged {
    const { text, named } = read(raw);
    if (text === '') return { kind: 'dropped', because: 'empty' };
    if (raw.includes(noAnswer) || text.replace(/\W/g, '') === 'END') return { kind: 'over' };
    if (addressesBeyond(text, this.evidence)) return { kind: 'dropped', because: 'address' };
    if (instructs(text)) return { kind: 'dropped', because: 'instructions' };
    if (!isIn(this.language, text)) return { kind: 'dropped', because: 'language' };
    const citations = this.citationsOf(text, named);
    if (citations.length > 0) return { kind: 'supported', text, citations };
    return isBare(text, this.language) ? { kind: 'bare', text } : { kind: 'dropped', because: 'unsupported' };
  }

  /** Of the sources that the model named, as far as they carry the sentence; else of the one that carries it best. */
  private citationsOf(text: string, named: readonly number[]): Citation[] {
    const meant = this.witnesses.filter(({ source }) => named.includes(source.number));
    const found = meant.flatMap((each) => support(text, this.language, each, true) ?? []);
    if (found.length > 0) return found.slice(0, mostCitations).map(({ citation }) => citation);
    const carrying = this.witnesses.flatMap((each) => support(text, this.language, each, false) ?? []);
    const best = carrying.sort((one, other) => other.share - one.share)[0];
    return best ? [best.citation] : [];
  }
}

/** The words of a sentence and the passages that it names. */
function read(raw: string): { readonly text: string; readonly named: readonly number[] } {
  const named = [...raw.matchAll(numbers)].flatMap(([, list]) => list!.split(',').map(Number));
  const bare = raw.replace(numbers, '').replace(headingMark, '');
  const item = itemMark.exec(bare);
  const words = plain(item ? bare.slice(item[0].length) : bare).replace(/\s+([.,;:!?…])/gu, '$1');
  return { text: item && words !== '' ? `${item[1] ?? '•'} ${words}` : words, named };
}
