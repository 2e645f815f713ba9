import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What customers of a run say. */
export interface Texts {
  /** For the report: where they come from. */
  readonly source: 'multidogo' | 'generated';
  /** Greetings, thanks, yes and no: answered by rule alone. */
  readonly small_talk: readonly string[];
  /** What somebody wants to know or have done; the demo company's articles do not answer it. */
  readonly foreign: readonly string[];
  /** Questions that the demo company's articles answer. */
  readonly answerable: readonly string[];
}

const DEMO_QUESTIONS = new URL('../../../demo/questions/dev.json', import.meta.url);
const DOMAINS = ['airline', 'fastfood', 'finance', 'insurance', 'media', 'software'];
const SMALL_TALK = new Set(['openinggreeting', 'confirmation', 'rejection', 'thankyou', 'closinggreeting']);
/** Bare values that answer a clerk's question, and what fits nowhere. */
const LEFT_OUT = new Set(['contentonly', 'outofdomain']);
const MOST_SMALL_TALK_WORDS = 3;

/** Customers' turns of MultiDoGO where `eval_data` names the folder that holds it, else generated ones. */
export async function loadTexts(eval_data: string | undefined): Promise<Texts> {
  const answerable = await demoQuestions();
  return eval_data === undefined ? { ...generated(), answerable } : { ...(await multidogo(eval_data)), answerable };
}

/** One that need not be answered, then one that must be looked up, nine times; the nineteenth and twentieth are foreign. */
export function mixOf({ small_talk, answerable, foreign }: Texts, length: number): string[] {
  const pick = (list: readonly string[], index: number): string => list[index % list.length]!;
  return Array.from({ length }, (_, index) => {
    if (index % 20 >= 18) return pick(foreign, index);
    return index % 2 === 0 ? pick(small_talk, index) : pick(answerable, index);
  });
}

async function demoQuestions(): Promise<string[]> {
  const questions = JSON.parse(await readFile(DEMO_QUESTIONS, 'utf8')) as { question: string; answerable: boolean }[];
  return questions.filter(({ answerable }) => answerable).map(({ question }) => question);
}

async function multidogo(eval_data: string): Promise<Omit<Texts, 'answerable'>> {
  const files = DOMAINS.map((domain) =>
    readFile(join(eval_data, 'multidogo', 'turn_level', domain, 'dev.tsv'), 'utf8'),
  );
  const rows = (await Promise.all(files)).flatMap((file) => file.trim().split('\n').slice(1));
  const small_talk: string[] = [];
  const foreign: string[] = [];
  for (const row of rows) {
    const [, , , text = '', , intent = ''] = row.split('\t');
    if (text.trim() === '' || LEFT_OUT.has(intent)) continue;
    if (!SMALL_TALK.has(intent)) foreign.push(text);
    else if (text.split(' ').length <= MOST_SMALL_TALK_WORDS) small_talk.push(text);
  }
  return { source: 'multidogo', small_talk, foreign };
}

function generated(): Omit<Texts, 'answerable'> {
  const wishes = ['Please book', 'I want to insure', 'How do I repair', 'Can I watch', 'My seat on', 'Cancel'];
  const things = ['a flight to Rome', 'my car', 'the printer', 'the match on Friday', 'a burger with cheese'];
  return {
    source: 'generated',
    small_talk: ['hello', 'hi', 'thanks', 'thank you', 'ok', 'yes', 'no', 'merhaba', 'tamam', 'teşekkürler', 'evet'],
    foreign: wishes.flatMap((wish) => things.map((thing) => `${wish} ${thing}`)),
  };
}
