import { setTimeout as sleep } from 'node:timers/promises';
import type { Act, Reading, Readings, TrainingJob } from '@parley/contracts';
import { signUpCompany, type Api } from '@parley/testing';
import { figureOf, type Figure } from '../figure.js';
import { readCpu } from '../machine/cpu-meter.js';
import type { Named } from '../machine/processes.js';
import { mean } from './measures.js';
import { atisTurkish, banking77, clinc150, heldOut, xsidTurkish, type Split, type Utterance } from './utterances.js';

const seeds = [1, 2, 3];
const bars = { banking: 0.88, training_s: 60, parse_ms: 0.5 };
/** Intents of CLINC150 that are read by rule, before any model is asked. */
const byRule: Readonly<Record<string, Act>> = {
  ...{
    yes: 'yes',
    no: 'no',
    thank_you: 'thanks',
    goodbye: 'goodbye',
    greeting: 'greeting',
    repeat: 'repeat',
    cancel: 'cancel',
  },
};

interface Ask {
  readonly api: Api;
  readonly eval_data: string;
  /** Processes of nlu whose time is taken. */
  readonly nlu: readonly Named[];
  readonly say: (line: string) => void;
  readonly sayMiss: (line: string) => void;
}

/** What was read of texts by a company that was trained with the first part of a split. */
interface Trained {
  readonly read: (texts: readonly string[]) => Promise<Reading[]>;
  /** CPU milliseconds of nlu for one text, so far: all that it does for it, with its part of the way through the bus. */
  readonly parse_ms: () => number;
  /** CPU seconds of nlu for the training, from the request to the model. */
  readonly training_s: number;
}

/** Intents by the public API: every model is trained by a company of its own. */
export async function evaluateIntents(ask: Ask): Promise<Figure[]> {
  const { eval_data } = ask;
  const utterances = await banking77(eval_data);
  const turkish = await xsidTurkish(eval_data);
  return [
    ...(await banking(
      ask,
      seeds.map((seed) => heldOut(utterances, seed)),
    )),
    ...(await clinc(ask)),
    ...(await accuracies(
      ask,
      'xsid tr',
      seeds.map((seed) => heldOut(turkish, seed)),
    )),
    ...(await accuracies(ask, 'atis tr dev', [await atisTurkish(eval_data)])),
  ];
}

async function banking(ask: Ask, splits: readonly Split[]): Promise<Figure[]> {
  const runs = [];
  for (const split of splits) {
    const trained = await train(ask, 'banking77', split.train);
    const readings = await trained.read(split.held.map(({ text }) => text));
    runs.push({ ...judge(split.held, readings, ask.sayMiss), trained });
  }
  return [
    share(
      'banking77 right',
      runs.map(({ right }) => right),
      bars.banking,
    ),
    share(
      'banking77 accepted',
      runs.map(({ accepted }) => accepted),
    ),
    share(
      'banking77 right among accepted',
      runs.map(({ right_accepted }) => right_accepted),
    ),
    lower(
      'banking77 calibration error',
      '',
      runs.map(({ calibration_error }) => calibration_error),
    ),
    lower(
      'banking77 training, CPU',
      's',
      runs.map(({ trained }) => trained.training_s),
      bars.training_s,
    ),
    lower(
      'banking77 parse, CPU of nlu',
      'ms',
      runs.map(({ trained }) => trained.parse_ms()),
      bars.parse_ms,
    ),
  ];
}

async function clinc(ask: Ask): Promise<Figure[]> {
  const { train: examples, held, others } = await clinc150(ask.eval_data);
  const trained = await train(ask, 'clinc150', examples);
  const { right, refused } = judge(held, await trained.read(held.map(({ text }) => text)), ask.sayMiss);
  const outside = await trained.read(others);
  return [
    share('clinc150 dev right', [right]),
    lower('clinc150 dev refused though in scope', '', [refused]),
    share('clinc150 dev refused out of scope', [mean(outside.map((one) => Number(one.out_of_scope)))]),
    lower('clinc150 training, CPU', 's', [trained.training_s], bars.training_s),
    lower('clinc150 parse of 150 intents, CPU of nlu', 'ms', [trained.parse_ms()], bars.parse_ms),
  ];
}

/** With diacritics as they are, and without. */
async function accuracies(ask: Ask, name: string, splits: readonly Split[]): Promise<Figure[]> {
  const [typed, plain]: number[][] = [[], []];
  for (const { train: examples, held } of splits) {
    const trained = await train(ask, name, examples);
    const texts = held.map(({ text }) => text);
    typed!.push(judge(held, await trained.read(texts), ask.sayMiss).right);
    plain!.push(judge(held, await trained.read(texts.map(withoutDiacritics)), ask.sayMiss).right);
  }
  return [share(`${name} right`, typed!), share(`${name} right without diacritics`, plain!)];
}

const withoutDiacritics = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i');

async function train({ api, nlu, say }: Ask, name: string, examples: readonly Utterance[]): Promise<Trained> {
  const { owner_token: token } = await signUpCompany(api);
  const groups = Map.groupBy(examples, ({ intent }) => nameOf(intent));
  const intents = [...groups].map(([intent, group]) => ({ name: intent, examples: distinct(group, groups, intent) }));
  await api.data('PUT', '/intents', { token, body: { intents, entities: [] } });
  const began = await cpuOf(nlu);
  const { job_id } = await api.data<{ job_id: string }>('POST', '/nlu/train', { token, body: {} });
  let job = await api.data<TrainingJob>('GET', `/nlu/train/${job_id}`, { token });
  for (; !job.finished_at; await sleep(200)) job = await api.data('GET', `/nlu/train/${job_id}`, { token });
  if (!job.result) throw new Error(`the training of ${name} ${job.status}: ${job.error}`);
  const training_s = (await cpuOf(nlu)) - began;
  say(`${name}: ${job.result.examples} examples, own held-out accuracy ${job.result.accuracy.toFixed(3)}`);
  let [texts_read, seconds] = [0, 0];
  const read = async (texts: readonly string[]): Promise<Reading[]> => {
    const readings: Reading[] = [];
    const before = await cpuOf(nlu);
    for (let at = 0; at < texts.length; at += 100) {
      const body = { texts: texts.slice(at, at + 100) };
      readings.push(...(await api.data<Readings>('POST', '/nlu/parse', { token, body })).readings);
    }
    seconds += (await cpuOf(nlu)) - before;
    texts_read += texts.length;
    return readings;
  };
  await untilActive(read, job.result.model_version);
  [texts_read, seconds] = [0, 0];
  return { read, parse_ms: () => (1000 * seconds) / texts_read, training_s };
}

const cpuOf = async (processes: readonly Named[]): Promise<number> =>
  [...(await readCpu(processes)).values()].reduce((all, value) => all + value, 0);

async function untilActive(read: Trained['read'], version: string): Promise<void> {
  while ((await read(['when']))[0]!.model_version !== version) await sleep(100);
}

const nameOf = (intent: string): string => intent.replace(/[^A-Za-z0-9_.-]/g, '_');

/** A text that stands under two intents teaches neither; it stays with the first. */
function distinct(
  group: readonly Utterance[],
  groups: ReadonlyMap<string, readonly Utterance[]>,
  intent: string,
): string[] {
  const before = new Set<string>();
  for (const [other, utterances] of groups) {
    if (other === intent) break;
    for (const { text } of utterances) before.add(same(text));
  }
  return group.map(({ text }) => text).filter((text) => !before.has(same(text)));
}

const same = (text: string): string => withoutDiacritics(text).toLowerCase().trim();

function judge(held: readonly Utterance[], readings: readonly Reading[], sayMiss: (line: string) => void) {
  const judged = readings.map((reading, at) => {
    const { text, intent } = held[at]!;
    const right = reading.act === 'none' ? reading.intents[0]?.name === nameOf(intent) : byRule[intent] === reading.act;
    if (!right) sayMiss(`"${text}" is ${intent}, read as ${reading.intents[0]?.name ?? reading.act}`);
    return { right: Number(right), accepted: reading.intent !== undefined, reading };
  });
  const accepted = judged.filter((one) => one.accepted);
  return {
    right: mean(judged.map(({ right }) => right)),
    accepted: accepted.length / judged.length,
    right_accepted: mean(accepted.map(({ right }) => right)),
    refused: mean(judged.map(({ reading }) => Number(reading.out_of_scope))),
    calibration_error: calibrationError(judged),
  };
}

/** Expected calibration error over ten bins: how far confidence is from the share that is right. */
function calibrationError(judged: readonly { readonly right: number; readonly reading: Reading }[]): number {
  const sure = judged.map(({ right, reading }) => ({ right, confidence: reading.intents[0]?.confidence ?? 0 }));
  const bins = Map.groupBy(sure, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)));
  const gap = (bin: typeof sure) => Math.abs(bin.reduce((sum, { right, confidence }) => sum + right - confidence, 0));
  return [...bins.values()].reduce((sum, bin) => sum + gap(bin), 0) / judged.length;
}

const share = (figure: string, values: number[], bar?: number): Figure =>
  figureOf({ bench: 'intents', figure, unit: '', better: 'higher', values, ...(bar === undefined ? {} : { bar }) });

const lower = (figure: string, unit: string, values: number[], bar?: number): Figure =>
  figureOf({ bench: 'intents', figure, unit, values, ...(bar === undefined ? {} : { bar }) });
