import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '@parley/contracts';
import { type Api, type RunningFleet, startFleet } from '@parley/testing';
import type { EvalConfig } from './config.js';
import { demoArticles, demoQuestions } from './demo.js';
import { docsPages, docsQuestions } from './docs-chatwoot.js';
import { difyPages, difyQuestions } from './docs-dify.js';
import { Library, type Source } from './library.js';
import type { Question } from './questions.js';
import { stackFaqThreads } from './stackfaq.js';
import { xquadParagraphs } from './xquad.js';

const projectFolder = join(import.meta.dirname, '..', '..', '..');
const program = join(projectFolder, 'apps', 'llm', 'dist', 'calibrate', 'main.js');
const output = join(projectFolder, 'apps', 'llm', 'src', 'evidence', 'calibration.json');

/** Questions that are asked together of the same documents. */
interface Pool {
  readonly group: string;
  readonly questions: readonly Question[];
  /** What each question counts: many alike from elsewhere must not outvote customers' own. */
  readonly weight: number;
  /** Whether they set where an answer begins. */
  readonly decides: boolean;
}

/**
 * Fits what orders passages and when a question is answered, on questions for steering alone, and writes the weights with
 * what they reach on questions they were not fitted on.
 */
export async function calibrate({ eval_data, models }: EvalConfig): Promise<void> {
  if (eval_data === undefined) throw new Error('PARLEY_EVAL_DATA is needed: the weights rest on its data, too');
  const fleet = await startFleet({ variables: { PARLEY_MODELS: models ?? '' } });
  const folder = await mkdtemp(join(tmpdir(), 'parley-calibrate-'));
  try {
    const posed = [
      ...(await pose(fleet.api, await demoArticles(), [
        { group: 'demo dev', questions: await demoQuestions('dev'), weight: 5, decides: true },
        { group: 'demo colloquial', questions: await demoQuestions('colloquial'), weight: 1, decides: true },
        { group: 'demo everyday', questions: await demoQuestions('everyday'), weight: 1, decides: true },
        { group: 'demo plain', questions: await demoQuestions('plain'), weight: 2, decides: true },
        { group: 'demo basic', questions: await demoQuestions('basic'), weight: 1, decides: true },
        { group: 'demo ways-en', questions: await demoQuestions('ways-en'), weight: 1, decides: true },
        { group: 'demo ways-tr', questions: await demoQuestions('ways-tr'), weight: 1, decides: true },
      ])),
      ...(await pose(fleet.api, await docsPages(eval_data), [
        { group: 'docs-chatwoot dev', questions: await docsQuestions('dev'), weight: 5, decides: true },
        { group: 'docs-chatwoot more', questions: await docsQuestions('more'), weight: 2, decides: true },
        { group: 'docs-chatwoot plain', questions: await docsQuestions('plain'), weight: 2, decides: true },
        { group: 'docs-chatwoot drawn', questions: await docsQuestions('drawn'), weight: 1, decides: true },
      ])),
      ...(await pose(fleet.api, await difyPages(eval_data), [
        { group: 'docs-dify', questions: await difyQuestions('first'), weight: 2, decides: true },
        { group: 'docs-dify drawn', questions: await difyQuestions('drawn'), weight: 1, decides: true },
      ])),
      ...(await poseHalf(fleet.api, await xquadHalves(eval_data), 'xquad en, half the paragraphs', 0.03)),
      ...(await poseHalf(fleet.api, await stackFaqHalves(eval_data), 'stackfaq dev, half the threads', 0.03)),
    ];
    const file = join(folder, 'questions.json');
    await writeFile(
      file,
      JSON.stringify({ questions: posed, decide: posed.filter(({ decides }) => decides).map(({ group }) => group) }),
    );
    const index = indexOf(fleet.plan);
    const child = spawn(process.execPath, [program, index, file, output, ...(models === undefined ? [] : [models])], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`${program} ended with ${code}`);
  } finally {
    await fleet.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function indexOf({ processes }: RunningFleet['plan']): string {
  const file = processes.flatMap(({ env }) => env['PARLEY_INDEX'] ?? [])[0];
  if (file === undefined) throw new Error('no process of the fleet has an index');
  return file;
}

async function pose(api: Api, sources: readonly Source[], pools: readonly Pool[]) {
  const library = await Library.fill(api, sources);
  return pools.flatMap(({ questions, ...pool }) =>
    questions
      .filter(({ across }) => !across)
      .map(({ text, language, right }) => ({
        ...{ tenant: library.tenant_id, text, language, right: library.idsOf(right) },
        ...pool,
      })),
  );
}

/** A document of a set with the questions that it answers. */
interface Answered {
  readonly sources: readonly Source[];
  readonly questions: readonly string[];
}

/** Every second document is left out: its questions have no answer, however near the others are. */
async function poseHalf(api: Api, all: readonly Answered[], group: string, weight: number) {
  const kept = all.filter((_, at) => at % 2 === 0);
  const questions = all.flatMap((each, at) =>
    each.questions.map((text) => ({
      text,
      language: 'en' as Language,
      right: at % 2 === 0 ? each.sources.map(({ name }) => name) : [],
    })),
  );
  const sources = kept.flatMap(({ sources }) => sources);
  return pose(api, sources, [{ group, questions, weight, decides: false }]);
}

const xquadHalves = async (eval_data: string): Promise<Answered[]> =>
  (await xquadParagraphs(eval_data)).map(({ source, questions }) => ({ sources: [source], questions }));
const stackFaqHalves = async (eval_data: string): Promise<Answered[]> =>
  (await stackFaqThreads(eval_data)).map(({ answers, questions }) => ({ sources: answers, questions }));
