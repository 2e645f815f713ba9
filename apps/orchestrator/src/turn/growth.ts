import type { Citation, ComposedPart, Language } from '@parley/contracts';
import { newId } from '@parley/contracts';
import type { Draft } from '@parley/storage';
import type { EntryDocument } from '../log/entry.document.js';
import type { LogState } from '../log/log-state.js';
import { SessionLog } from '../log/session-log.js';
import { dialogueOf } from '../owner/standing.js';

const mostCitations = 20;

/** What an answer that is being written belongs to. */
export interface Place {
  readonly tenant: string;
  readonly session_id: string;
  readonly epoch: number;
  /** Ids of the messages that it answers. */
  readonly answers: readonly string[];
}

/**
 * An answer that is shown while it is written: one entry that grows by sentences, each stored before it is shown, so that
 * no crash can unsay it. What comes while one is being stored is stored together.
 */
export class Growth {
  private waiting: ComposedPart[] = [];
  private writing: Promise<void> | undefined;
  private held = false;
  private failure: unknown;
  private language: Language = 'en';
  /** The log is not as it was: another writer has changed what it belongs to, or has ended it. */
  lost = false;

  constructor(
    private readonly log: SessionLog,
    private readonly place: Place,
    /** As it was found, where somebody else began it. */
    public entry: EntryDocument | undefined = undefined,
  ) {
    this.language = entry?.language ?? this.language;
  }

  get begun(): boolean {
    return this.entry !== undefined;
  }

  /** What the customer has read. */
  get text(): string {
    return this.entry?.text ?? '';
  }

  add(part: ComposedPart, language: Language): void {
    this.language = language;
    this.waiting.push(part);
    this.writeOn();
  }

  /** Everything that was added is stored, or lost. Rejects when the store could not be written to. */
  async settled(): Promise<void> {
    while (this.writing) await this.writing;
    if (this.failure) throw this.failure as Error;
  }

  /** Gives it up as long as nothing was released; false when something was: then it goes on. */
  async withdraw(): Promise<boolean> {
    this.held = true;
    while (this.writing) await this.writing;
    if (!this.begun) return true;
    this.held = false;
    this.writeOn();
    return false;
  }

  private writeOn(): void {
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  private async writeAll(): Promise<void> {
    try {
      while (this.waiting.length > 0 && !this.lost && !this.held && !this.failure) {
        const parts = this.waiting;
        this.waiting = [];
        const written = this.entry
          ? await this.log.grow(this.entry, grown(this.entry, parts))
          : await this.begin(parts);
        if (written) this.entry = written;
        else this.lost = true;
      }
    } catch (error) {
      this.failure = error;
    }
  }

  /** Under the next number, wherever that is by now, as long as what it answers is open and the owner the same. */
  private async begin(parts: readonly ComposedPart[]): Promise<EntryDocument | undefined> {
    const { tenant, session_id } = this.place;
    for (;;) {
      const state = await this.log.state(tenant, session_id);
      if (this.held || !this.fits(state)) return undefined;
      const begun = await this.log.insert(tenant, this.draft(state, parts));
      if (begun !== 'moved') return begun;
    }
  }

  private fits({ epoch, open }: LogState): boolean {
    return epoch === this.place.epoch && this.place.answers.every((id) => open.some((entry) => entry.id === id));
  }

  private draft(state: LogState, parts: readonly ComposedPart[]): Draft<EntryDocument> {
    const { session_id, answers } = this.place;
    const { seq, epoch } = state;
    const empty = { text: '', parts: [], citations: [] };
    return {
      ...{ id: newId(), session_id, seq: seq + 1, epoch, kind: 'bot_message', author: { kind: 'bot', id: 'bot' } },
      ...{ language: this.language, at: new Date().toISOString(), answers, open: true, method: 'llm' },
      // where it is cut the dialogue stands where it stood
      dialogue: dialogueOf(state),
      ...grown(empty, parts),
    };
  }
}

type Grown = Pick<EntryDocument, 'text'> & Required<Pick<EntryDocument, 'parts' | 'citations'>>;

/** A text with parts at its end. */
export function grown(
  { text, parts = [], citations = [] }: Pick<EntryDocument, 'text' | 'parts' | 'citations'>,
  added: readonly ComposedPart[],
): Grown {
  return added.reduce<Grown>(
    (whole, part) => ({
      text: whole.text + part.text,
      parts: [...whole.parts, whole.text.length + part.text.length],
      citations: withNew(whole.citations, part.citations),
    }),
    { text, parts, citations },
  );
}

const withNew = (known: readonly Citation[], found: readonly Citation[]): Citation[] =>
  [...known, ...found.filter((one) => !known.some((other) => isSame(one, other)))].slice(0, mostCitations);

const isSame = (one: Citation, other: Citation): boolean =>
  one.document_id === other.document_id && one.start === other.start && one.end === other.end;
