import { sentencesIn } from '../evidence/sentences.js';

/** A sentence as the model wrote it, and whether it begins a line. */
export interface Heard {
  readonly raw: string;
  readonly on_new_line: boolean;
}

/** Numbers of passages after the end of a sentence belong to it. */
const afterEnd = /([.!?…]+["'”’)]{0,3})([ \t]{0,3}(?:\[\d{1,2}(?:\s?,\s?\d{1,2}){0,5}\][ \t]{0,2})+)/gu;
/** What may become a number of a passage with the next piece. */
const unfinished = /[ \t]*(?:\[[\d\s,]{0,20})?$/u;
/** A model that writes no end to a sentence is cut here, in UTF-16 units. */
const longestSentence = 2000;

/** Cuts what a model says into sentences as it comes. */
export class SentenceStream {
  private open = '';

  constructor(
    /** Whether the first sentence begins a line. */
    private newLine = true,
  ) {}

  /** The sentences that are complete now. */
  add(text: string): Heard[] {
    this.open += text;
    const heard: Heard[] = [];
    for (let end = this.open.indexOf('\n'); end >= 0; end = this.open.indexOf('\n')) {
      heard.push(...this.take(this.open.slice(0, end)));
      this.open = this.open.slice(end + 1);
      this.newLine = true;
    }
    return [...heard, ...this.takeComplete()];
  }

  /** What is left at the end. */
  end(): Heard[] {
    const rest = this.open;
    this.open = '';
    return this.take(rest);
  }

  private takeComplete(): Heard[] {
    const sure = this.open.slice(0, unfinished.exec(this.open)!.index);
    if (sure.length > longestSentence) return this.end();
    if (!/[.!?…]/u.test(sure)) return [];
    const line = moved(sure);
    const sentences = sentencesIn(line, { start: 0, end: line.length });
    const last = sentences.at(-1);
    if (sentences.length < 2 || !last) return [];
    this.open = line.slice(last.start) + this.open.slice(sure.length);
    return this.take(line.slice(0, last.start));
  }

  private take(text: string): Heard[] {
    const line = moved(text);
    return sentencesIn(line, { start: 0, end: line.length }).map(({ start, end }) => {
      const on_new_line = this.newLine;
      this.newLine = false;
      return { raw: line.slice(start, end), on_new_line };
    });
  }
}

/** `… 30 days. [1]` becomes `… 30 days [1].` */
const moved = (text: string): string =>
  text.replace(afterEnd, (_, end: string, numbers: string) => ` ${numbers.trim()}${end} `);
