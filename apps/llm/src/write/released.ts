import type { Citation } from '@parley/contracts';
import type { Heard } from './sentence-stream.js';
import type { Judge, Judged } from './judge.js';

/** A sentence that the customer may read; the texts of all of them, joined, are the answer. */
export interface Sentence {
  /** With the space or the line break before it. */
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** Code points of an answer (spec §6), in UTF-16 units, which are never fewer. */
const longestAnswer = 4000;
const mostCitations = 10;

/** Collects what goes out: each sentence judged, none twice, all within the length of an answer. */
export class Released {
  readonly sentences: Sentence[] = [];
  readonly dropped: Record<string, number> = {};
  /** The model said that there is no answer, or no more of it; or no more has room. */
  over = false;
  private held: { readonly text: string; readonly on_new_line: boolean }[] = [];

  constructor(
    private readonly judge: Judge,
    private readonly tell: (sentence: Sentence) => void,
    /** What the customer has read of this answer already. */
    private readonly before: string,
    /** Of a sentence that passed, what the customer reads. */
    private readonly restore: (text: string) => string,
  ) {}

  get text(): string {
    return this.before + this.sentences.map(({ text }) => text).join('');
  }

  take(heard: readonly Heard[]): void {
    for (const each of heard) if (!this.over) this.takeOne(each, this.judge.judge(each));
  }

  /** Another model goes on: what waited for the next sentence waits no more. */
  forgetHeld(): void {
    this.held = [];
  }

  private takeOne({ on_new_line }: Heard, judged: Judged): void {
    switch (judged.kind) {
      case 'over':
        this.over = true;
        return;
      case 'dropped':
        this.dropped[judged.because] = (this.dropped[judged.because] ?? 0) + 1;
        this.held = [];
        return;
      case 'bare':
        this.held.push({ text: this.restore(judged.text), on_new_line });
        return;
      case 'supported':
        this.release([...this.held, { text: this.restore(judged.text), on_new_line }], judged.citations);
        this.held = [];
    }
  }

  private release(parts: readonly { text: string; on_new_line: boolean }[], citations: readonly Citation[]): void {
    const so_far = this.text;
    if (parts.some(({ text }) => so_far.includes(text))) return;
    const text = parts.reduce((whole, part) => whole + this.gap(so_far + whole, part.on_new_line) + part.text, '');
    if (so_far.length + text.length > longestAnswer) {
      this.over = true;
      return;
    }
    const sentence = { text, citations: citations.filter((citation) => this.isNew(citation)) };
    this.sentences.push(sentence);
    this.tell(sentence);
  }

  private gap(so_far: string, on_new_line: boolean): string {
    return so_far === '' ? '' : on_new_line ? '\n' : ' ';
  }

  private isNew({ document_id, start, end }: Citation): boolean {
    const cited = this.sentences.flatMap(({ citations }) => citations);
    const same = (other: Citation) => other.document_id === document_id && other.start === start && other.end === end;
    return cited.length < mostCitations && !cited.some(same);
  }
}
