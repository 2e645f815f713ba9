import type { Composed, Question } from '@parley/contracts';
import { compose, type Composition } from '../compose/compose.js';
import { leaning, questionsIn } from '../retrieve/questions.js';
import { answerable, type Retrieved, type Retriever } from '../retrieve/retriever.js';

type Asked = Pick<Question, 'text' | 'language' | 'memory'>;

const free = { amount: 0, currency: 'USD', input_tokens: 0, output_tokens: 0 };
const mostCitations = 10;
/** Characters (spec §6). */
const longestAnswer = 4000;

/** Answers questions from the documents alone, in their own words. */
export class Answering {
  constructor(private readonly retriever: Retriever) {}

  async answer(tenant: string, asked: Asked): Promise<Composed> {
    const started = performance.now();
    const retrieved = await Promise.all(
      questionsIn(asked.text, asked.language).map((text) => this.retrieve(tenant, { ...asked, text })),
    );
    const composing = performance.now();
    const answered = retrieved.filter(({ chance }) => chance >= answerable);
    const confidence = Math.max(0, ...retrieved.map(({ chance }) => chance));
    const { text, citations } = joined(answered.map(({ evidence }) => compose(evidence, asked.language)));
    return {
      status: citations.length > 0 ? 'answered' : 'thin',
      text,
      confidence,
      citations: citations.slice(0, mostCitations),
      cost: free,
      retrieve_ms: composing - started,
      compose_ms: performance.now() - composing,
    };
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

/** Answers to several questions, as many as have room together. */
function joined([first, ...others]: readonly Composition[]): Composition {
  return others.reduce(
    (all, { text, citations }) => {
      const both = `${all.text}\n\n${text}`;
      return both.length > longestAnswer ? all : { text: both, citations: [...all.citations, ...citations] };
    },
    first ?? { text: '', citations: [] },
  );
}
