import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.js';
import type { Say } from './step.js';

interface Job {
  readonly status: 'queued' | 'training' | 'done' | 'failed';
  readonly error_message?: string;
  readonly result?: { readonly intents: number; readonly examples: number };
}

const JOB_ASKED_EVERY_MS = 200;

/** Puts the demo company's intents where it has none yet, so that one's own stay, and trains with what is there. */
export const trainDemoIntents = async (api: Api, projectFolder: string, say: Say): Promise<void> => {
  const { revision } = await api.call<{ revision: number }>({ method: 'GET', path: '/intents' });
  if (revision === 0) {
    const body = JSON.parse(await readFile(join(projectFolder, 'demo', 'intents.json'), 'utf8')) as unknown;
    await api.call({ method: 'PUT', path: '/intents', body });
  }
  const { job_id } = await api.call<{ job_id: string }>({ method: 'POST', path: '/nlu/train', body: {} });
  for (;;) {
    const { status, result, error_message } = await api.call<Job>({ method: 'GET', path: `/nlu/train/${job_id}` });
    if (result) return say(`${result.intents} intents trained with ${result.examples} examples`);
    if (status === 'failed') throw new Error(error_message ?? status);
    await sleep(JOB_ASKED_EVERY_MS);
  }
};
