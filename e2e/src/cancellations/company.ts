import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TrainingAccepted, type TrainingJob, actionNames } from '@parley/contracts';
import { type Company, type RunningFleet, signUpCompany } from '@parley/testing';
import { demoFolder } from '../faults/topics.js';
import { Shop } from './shop.js';

/** A company that understands what the demo company does, and whose actions work on the demo shop beside the fleet. */
export async function openCompany(fleet: RunningFleet): Promise<{ company: Company; shop: Shop }> {
  const company = await signUpCompany(fleet.api);
  return { company, shop: await connectShop(fleet, company) };
}

/** From now on the company understands what customers want with their orders, and does it in the demo shop. */
export async function connectShop(fleet: RunningFleet, company: Company): Promise<Shop> {
  const shop = new Shop(fleet.plan.demoShop!);
  for (const name of actionNames) {
    const body = { enabled: true, url: shop.url, key: shop.key };
    await fleet.api.data('PUT', `/actions/${name}`, { token: company.owner_token, body });
  }
  await teach(fleet, company);
  return shop;
}

/** Trains nlu with the demo company's intents. */
async function teach({ api }: RunningFleet, { owner_token: token }: Company): Promise<void> {
  const body: unknown = JSON.parse(await readFile(join(demoFolder, 'intents.json'), 'utf8'));
  await api.data('PUT', '/intents', { token, body });
  const { job_id } = await api.data<TrainingAccepted>('POST', '/nlu/train', { token });
  for (;;) {
    const job = await api.data<TrainingJob>('GET', `/nlu/train/${job_id}`, { token });
    if (job.status === 'done') return;
    if (job.status === 'failed') throw new Error(`the training failed: ${job.error_message}`);
    await sleep(100);
  }
}
