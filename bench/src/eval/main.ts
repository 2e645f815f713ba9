import { type Api, startFleet, startPineconeDouble } from '@parley/testing';
import type { Figure } from '../figure.js';
import { asLines, asTable } from '../report.js';
import { processesOf } from '../machine/processes.js';
import { calibrate } from './calibrate.js';
import { readConfig, type EvalConfig } from './config.js';
import { evaluateDemo } from './demo.js';
import { evaluateDocs } from './docs-chatwoot.js';
import { evaluateDify } from './docs-dify.js';
import { evaluateIntents } from './intents.js';
import { evaluateStackFaq } from './stackfaq.js';
import { evaluateXquad } from './xquad.js';

const say = (line: string): void => console.error(line);

/** Every figure of one embedding, through the public API of a fleet of its own. */
async function evaluate(api: Api, config: EvalConfig, embedding: string): Promise<Figure[]> {
  const splits = config.split === 'all' ? (['dev', 'test'] as const) : [config.split];
  const sayMiss = config.misses ? say : () => undefined;
  const figures = await evaluateDemo({ api, splits, embedding, sayMiss });
  const { eval_data } = config;
  if (eval_data === undefined) {
    say('skipped without PARLEY_EVAL_DATA: docs-chatwoot, docs-dify, xquad, stackfaq');
    return figures;
  }
  figures.push(...(await evaluateDocs({ api, eval_data, splits, embedding, sayMiss })));
  if (config.split !== 'test') figures.push(...(await evaluateDify({ api, eval_data, embedding, sayMiss })));
  figures.push(...(await evaluateXquad(api, eval_data, embedding)));
  figures.push(...(await evaluateStackFaq(api, eval_data, embedding)));
  return figures;
}

async function withFleet(config: EvalConfig, models: string | undefined): Promise<Figure[]> {
  const embedding = models === undefined ? 'words' : 'model';
  const pinecone = config.index === 'pinecone' ? await startPineconeDouble({ lag_ms: 100 }) : undefined;
  const place = pinecone && {
    PARLEY_PINECONE_KEY: pinecone.key,
    PARLEY_PINECONE_WORDS_HOST: pinecone.words,
    PARLEY_PINECONE_MEANING_HOST: pinecone.meaning,
  };
  const fleet = await startFleet({ variables: { PARLEY_MODELS: models ?? '', ...place } });
  try {
    say(`measuring with ${embedding} in ${config.index}`);
    return await evaluate(fleet.api, config, embedding);
  } finally {
    await fleet.stop();
    await pinecone?.stop();
  }
}

/** Progress goes to stderr, figures to stdout. Ends with 1 when a figure misses its bar. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2));
  if (config.name === 'calibrate') return calibrate(config);
  const figures = config.name === 'intents' ? await measureIntents(config) : await measureRetrieval(config);
  console.log(config.json ? asLines(figures) : asTable(figures));
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}

async function measureIntents({ eval_data, misses }: EvalConfig): Promise<Figure[]> {
  if (eval_data === undefined) {
    say('skipped without PARLEY_EVAL_DATA: intents');
    return [];
  }
  const fleet = await startFleet({ services: ['gateway', 'accounts', 'nlu'] });
  try {
    const nlu = processesOf(fleet.supervisor).filter(({ name }) => name.startsWith('nlu'));
    return await evaluateIntents({ api: fleet.api, eval_data, nlu, say, sayMiss: misses ? say : () => undefined });
  } finally {
    await fleet.stop();
  }
}

async function measureRetrieval(config: EvalConfig): Promise<Figure[]> {
  const figures: Figure[] = [];
  if (config.embedding !== 'model') figures.push(...(await withFleet(config, undefined)));
  if (config.embedding !== 'words') {
    if (config.models === undefined) say('skipped without PARLEY_MODELS: everything with a model');
    else figures.push(...(await withFleet(config, config.models)));
  }
  return figures;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 2;
});
