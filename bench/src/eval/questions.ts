import type { Language } from '@parley/contracts';
import { figureOf, type Figure } from '../figure.js';
import { forEach, type Library } from './library.js';
import { mean } from './measures.js';

/** A customer's question, with the documents of which any is right; none: it has to be declined. */
export interface Question {
  readonly text: string;
  readonly language: Language;
  readonly right: readonly string[];
  /** Only documents in another language than the question's are right. */
  readonly across?: boolean;
  /** Words of which one has to stand in the answer; missing where nobody has chosen any. */
  readonly says?: readonly string[];
}

/** Of questions with an answer, and of those without. */
const bars = { right: 0.85, declined: 0.9 };

export interface Asked {
  readonly name: string;
  readonly questions: readonly Question[];
  /** Whether the figures have to reach the bars. */
  readonly barred: boolean;
}

/** Asks everything in the chat: is a right document cited, is what has no answer declined. */
export async function evaluateQuestions(
  library: Library,
  { name, questions, barred }: Asked,
  sayMiss: (line: string) => void,
): Promise<Figure[]> {
  const judged = await forEach(questions, async ({ text, language, right, says }) => {
    const { answer, cited } = await library.ask(text);
    const answered = answer?.method === 'rag';
    const good = right.length === 0 ? !answered : cited.some((each) => right.includes(each));
    if (!good) sayMiss(`${name}: "${text}" cites ${shown(cited)}, right would be ${shown(right)}`);
    const said = says?.some((words) => answer?.text.includes(words));
    if (good && said === false) sayMiss(`${name}: "${text}" does not say ${says!.join(' or ')}`);
    return { good, said, language, answerable: right.length > 0 };
  });
  type Judged = (typeof judged)[number];
  const figure = (
    figures: string,
    among: readonly Judged[],
    bar?: number,
    is: (one: Judged) => boolean = ({ good }) => good,
  ): Figure[] =>
    among.length === 0
      ? []
      : [
          figureOf({
            ...{ bench: 'retrieval', figure: `${name}, ${figures} (${among.length})`, unit: '', better: 'higher' },
            ...{ values: [mean(among.map((one) => (is(one) ? 1 : 0)))], ...(bar === undefined ? {} : { bar }) },
          }),
        ];
  const languages = [...new Set(judged.map(({ language }) => language))];
  const each = languages.length > 1 ? languages : [];
  const told = judged.filter(({ said }) => said !== undefined);
  const says = figure('answer says it', told, undefined, ({ said }) => said === true);
  const figures = [true, false].flatMap((answerable) => {
    const among = judged.filter((one) => one.answerable === answerable);
    const what = answerable ? 'right document cited' : 'declined';
    return [
      ...figure(what, among, barred ? (answerable ? bars.right : bars.declined) : undefined),
      ...each.flatMap((language) =>
        figure(
          `${what}, ${language}`,
          among.filter((one) => one.language === language),
        ),
      ),
    ];
  });
  return [...figures, ...says];
}

const shown = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '));
