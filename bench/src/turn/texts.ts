import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What customers of a run say. */
export interface Texts {
  /** For the report: where they come from. */
  readonly source: string;
  /** Greetings, thanks, yes and no: answered by rule alone. */
  readonly small_talk: readonly string[];
  /** What somebody wants to know or have done. */
  readonly questions: readonly string[];
}

const DOMAINS = ['airline', 'fastfood', 'finance', 'insurance', 'media', 'software'];
const SMALL_TALK = new Set(['openinggreeting', 'confirmation', 'rejection', 'thankyou', 'closinggreeting']);
/** Bare values that answer a clerk's question, and what fits nowhere. */
const LEFT_OUT = new Set(['contentonly', 'outofdomain']);
const MOST_SMALL_TALK_WORDS = 3;

/** Customers' turns of MultiDoGO where `eval_data` names the folder that holds it, else generated ones. */
export async function loadTexts(eval_data: string | undefined): Promise<Texts> {
  if (eval_data === undefined) return generated();
  const files = DOMAINS.map((domain) =>
    readFile(join(eval_data, 'multidogo', 'turn_level', domain, 'dev.tsv'), 'utf8'),
  );
  const rows = (await Promise.all(files)).flatMap((file) => file.trim().split('\n').slice(1));
  const small_talk: string[] = [];
  const questions: string[] = [];
  for (const row of rows) {
    const [, , , text = '', , intent = ''] = row.split('\t');
    if (text.trim() === '') continue;
    if (!SMALL_TALK.has(intent)) LEFT_OUT.has(intent) || questions.push(text);
    else if (text.split(' ').length <= MOST_SMALL_TALK_WORDS) small_talk.push(text);
  }
  return { source: 'multidogo', small_talk, questions };
}

function generated(): Texts {
  const wishes = ['Where is', 'I want to return', 'How do I pay for', 'Can I change', 'My money for', 'Please cancel'];
  const things = ['my order', 'the blue jacket', 'a gift card', 'two pairs of shoes', 'the delivery of Friday'];
  return {
    source: 'generated',
    small_talk: [
      'hello',
      'hi',
      'thanks',
      'thank you',
      'ok',
      'yes',
      'no',
      'merhaba',
      'tamam',
      'teşekkürler',
      'evet',
      'hayır',
    ],
    questions: wishes.flatMap((wish) => things.map((thing) => `${wish} ${thing}`)),
  };
}
