import {
  FleetError,
  type Citation,
  type Composed,
  type ComposedPart,
  type Cost,
  type Question,
} from '@parley/contracts';
import { compose, type Composition } from '../compose/compose.js';
import { free } from '../model/prices.js';
import { leaning, questionsIn } from '../retrieve/questions.js';
import { answerable, type Retrieved, type Retriever } from '../retrieve/retriever.js';
import type { Sentence } from '../write/released.js';
import type { Writer, Written } from '../write/writer.js';

type Asked = Pick<Question, 'text' | 'language' | 'memory' | 'customers_only' | 'released'>;

/** Tells the asker a sentence that passed, or that the work goes on. */
export type Tell = (part?: ComposedPart) => void;

const mostCitations = 10;
/** Characters (spec §6). */
const longestAnswer = 4000;
/** What is left of the time of a request when the models have to have ended, in milliseconds. */
const spareMs = 400;
/** Between two signs of life while models are at work, in milliseconds. */
const signMs = 1000;

/** Answers questions from the documents: in the words of a model where there is one, else in their own. */
export class Answering {
  constructor(
    private readonly retriever: Retriever,
    private readonly writer: Writer | undefined,
  ) {}

  /**
   * `deadline` in milliseconds since 1970. What was told is part of the answer, too. Rejects with `llm.memory_wanted`
   * where a model reads what the bot said and the question came without.
   */
  async answer(tenant: string, asked: Asked, deadline: number, tell?: Tell): Promise<Composed> {
    if (this.writer && asked.customers_only) throw new FleetError('llm.memory_wanted');
    const started = performance.now();
    const retrieved = await Promise.all(
      questionsIn(asked.text, asked.language).map((text) => this.retrieve(tenant, { ...asked, text })),
    );
    const composing = performance.now();
    const answered = await Promise.all(
      retrieved.filter(({ chance }) => chance >= answerable).map((each) => this.retriever.withLeads(tenant, each)),
    );
    const measures = () => ({
      confidence: Math.max(0, ...retrieved.map(({ chance }) => chance)),
      retrieve_ms: composing - started,
      compose_ms: performance.now() - composing,
    });
    const written = answered.length > 0 ? await this.write(asked, answered, deadline, tell) : undefined;
    const reads = this.writer ? {} : { customers_only: true };
    return { ...finished(asked, answered, written), ...measures(), ...reads };
  }

  private async write(
    asked: Asked,
    answered: readonly Retrieved[],
    deadline: number,
    tell: Tell | undefined,
  ): Promise<Written | undefined> {
    const left = Math.floor(deadline - Date.now() - spareMs);
    if (!this.writer || left <= 0) return undefined;
    const evidence = answered.map((each) => each.evidence);
    const alive = setInterval(() => tell?.(), signMs);
    const release = ({ text, citations }: Sentence) => tell?.({ text, citations: [...citations] });
    try {
      return await this.writer.write(asked, evidence, release, AbortSignal.timeout(left), asked.released);
    } finally {
      clearInterval(alive);
    }
  }

  private async retrieve(tenant: string, { text, language, memory }: Asked): Promise<Retrieved> {
    const leans = leaning(text, language, memory);
    const alone = () => this.retriever.retrieve(tenant, text, language);
    if (leans.kind === 'alone') return alone();
    const together = () => this.retriever.retrieveTogether(tenant, text, leans.before, language);
    const [first, second] = leans.kind === 'first' ? [together, alone] : [alone, together];
    const found = await first();
    return found.chance >= answerable ? found : second();
  }
}

type Finished = Pick<Composed, 'status' | 'method' | 'text' | 'citations' | 'cost'>;

const thin = (cost: Cost): Finished => ({ status: 'thin', method: 'fallback', text: '', citations: [], cost });

/**
 * What a model wrote; where it broke off, what the documents say besides; where it wrote nothing, that alone. Where the
 * customer has read a part already nothing is quoted: its places are not known here any more.
 */
function finished(
  { language, released }: Asked,
  answered: readonly Retrieved[],
  written: Written | undefined,
): Finished {
  const cost = written?.cost ?? free;
  if (written?.outcome === 'none') return thin(cost);
  const said = written ? saidBy(written.sentences) : nothing;
  if (said.text !== '' && (written?.outcome === 'whole' || released))
    return { status: 'answered', method: 'llm', text: said.text, citations: [...said.citations], cost };
  if (released) return thin(cost);
  const quoted = answered.map(({ evidence }) => compose(evidence, language)).filter((each) => !overlaps(each, said));
  const { text, citations } = joined(said.text === '' ? quoted : [said, ...quoted]);
  if (citations.length === 0) return thin(cost);
  const method = said.text === '' ? 'rag' : 'llm';
  return { status: 'answered', method, text, citations: citations.slice(0, mostCitations), cost };
}

const nothing: Composition = { text: '', citations: [] };

const saidBy = (sentences: readonly Sentence[]) => ({
  text: sentences.map(({ text }) => text).join(''),
  citations: sentences.flatMap(({ citations }) => citations).slice(0, mostCitations),
});

/** Whether both speak of one place. */
const overlaps = ({ citations }: Composition, said: Composition): boolean =>
  citations.some((one) => said.citations.some((other) => isSamePlace(one, other)));
const isSamePlace = (one: Citation, other: Citation): boolean =>
  one.document_id === other.document_id && one.start < other.end && other.start < one.end;

/** Answers to several questions, as many as have room together. */
function joined([first, ...others]: readonly Composition[]): Composition {
  return others.reduce((all, { text, citations }) => {
    const both = `${all.text}\n\n${text}`;
    return both.length > longestAnswer ? all : { text: both, citations: [...all.citations, ...citations] };
  }, first ?? nothing);
}
