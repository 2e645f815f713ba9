import { readFile, writeFile } from 'node:fs/promises';
import { openLocalEmbedder, openPassageIndex } from '@parley/models';
import { cited } from '../compose/beside.js';
import { chanceFeatures, orderFeatures } from '../evidence/features.js';
import { QuestionVectors } from '../retrieve/question-vectors.js';
import { fit, judge, type Judged, type Weights } from './calibrate.js';
import { gather, type Gathered, type Posed } from './gather.js';

const folds = 5;
/** Share of questions without an answer that stay without one, of those whose groups decide. */
const declined = 0.89;

/** A question is always in the same fold, and with it every way in which it is asked. */
const foldOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % folds;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const named = (names: readonly string[], values: readonly number[]) =>
  Object.fromEntries(names.map((name, at) => [name, rounded(values[at]!)]));
const shown = ({ order, chance }: Weights) => ({
  order: named(orderFeatures, order),
  chance: { bias: rounded(chance.bias), ...named(chanceFeatures, chance.weights) },
});

const share = (judged: readonly Judged[]): number =>
  rounded(judged.filter(({ good }) => good).length / Math.max(judged.length, 1));

/** Judges each question by weights that were fitted on the other folds. */
function crossValidated(gathered: readonly Gathered[], decides: (group: string) => boolean) {
  const judged = Array.from({ length: folds }, (_, fold) => {
    const weights = fit(
      gathered.filter(({ posed }) => foldOf(posed.text) !== fold),
      declined,
      decides,
    );
    return gathered.filter(({ posed }) => foldOf(posed.text) === fold).map((one) => judge(one, weights, cited));
  }).flat();
  const groups = [...new Set(judged.map(({ group }) => group))].sort();
  return Object.fromEntries(
    groups.map((group) => {
      const among = judged.filter((each) => each.group === group);
      const [has, has_none] = [true, false].map((answerable) => among.filter((each) => each.answerable === answerable));
      const documents = among.filter(({ answered }) => answered);
      return [
        group,
        {
          ...(has!.length > 0 ? { answerable: has!.length, right_document_cited: share(has!) } : {}),
          ...(has_none!.length > 0 ? { without_answer: has_none!.length, declined: share(has_none!) } : {}),
          documents_cited: rounded(
            documents.reduce((sum, each) => sum + each.cited, 0) / Math.max(documents.length, 1),
          ),
        },
      ];
    }),
  );
}

/**
 * Fits the weights of order and chance: `node main.js INDEX QUESTIONS OUTPUT [MODELS]`. `QUESTIONS` is a file with
 * `{questions: Posed[], decide: string[]}`; the groups of `decide` set where an answer begins.
 */
async function main([indexFile, questionsFile, outputFile, models]: string[]): Promise<void> {
  const index = await openPassageIndex({ file: indexFile! });
  const embedder = models ? openLocalEmbedder(models) : undefined;
  const { questions, decide } = JSON.parse(await readFile(questionsFile!, 'utf8')) as {
    questions: Posed[];
    decide: string[];
  };
  const decides = (group: string) => decide.includes(group);
  const words = await gather(index, questions, undefined);
  const before = JSON.parse(await readFile(outputFile!, 'utf8')) as { order: object; chance: object; fitted: object };
  const made = { words: shown(fit(words, declined, decides)), figures: { words: crossValidated(words, decides) } };
  let output: Record<'order' | 'chance' | 'fitted', Record<string, unknown>> = {
    fitted: { ...before.fitted, declined, words: made.figures.words },
    order: { ...before.order, words: made.words.order },
    chance: { ...before.chance, words: made.words.chance },
  };
  if (embedder) {
    const all = await gather(index, questions, new QuestionVectors(embedder, () => undefined));
    const told = all.filter(({ evidence }) => evidence.some(({ hit }) => hit.meaning !== undefined));
    const { order, chance } = shown(fit(told, declined, decides));
    output = {
      fitted: { ...output.fitted, meaning: crossValidated(told, decides) },
      order: { ...output.order, meaning: order },
      chance: { ...output.chance, meaning: chance },
    };
  }
  await writeFile(outputFile!, `${JSON.stringify(output, undefined, 2)}\n`);
  console.log(JSON.stringify(output.fitted, undefined, 2));
  await embedder?.close();
  index.close();
}

await main(process.argv.slice(2));
