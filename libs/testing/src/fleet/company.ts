import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IngestionJob, type SignedUp, type TenantConfig, type Tokens, newId } from '@parley/contracts';
import type { Api } from './api.js';

const password = 'a long enough password';
/** So that tests and benches of many requests from one address are not held up; the check itself runs. */
const plenty = { minute: 10_000_000, hour: 100_000_000, day: 100_000_000 };

/** Documents on their way at the same time. */
const atOnce = 6;

/** A company of its own with its owner signed in. */
export interface Company {
  readonly tenant_id: string;
  readonly slug: string;
  readonly widget_key: string;
  readonly owner_token: string;
}

/** Signs a company up through the public API and raises its limits. */
export async function signUpCompany(api: Api, slug = `test-${newId()}`): Promise<Company> {
  const owner = { owner_email: ownerOf(slug), owner_password: password, owner_name: 'Owner' };
  const { tenant } = await api.data<SignedUp>('POST', '/tenants', { body: { name: slug, slug, ...owner } });
  const owner_token = await logInOwner(api, { slug });
  const config = await api.data<TenantConfig>('GET', '/admin/config', { token: owner_token });
  const limits = { rate_per_user: plenty, rate_per_ip: plenty, rate_per_tenant: plenty };
  await api.data('PUT', '/admin/config', { token: owner_token, body: { ...config, ...limits } });
  return { tenant_id: tenant.id, slug, widget_key: tenant.widget_key, owner_token };
}

/** For what outlives the token that the sign-up brought (15 minutes). */
export const logInOwner = (api: Api, { slug }: { slug: string }): Promise<string> =>
  logIn(api, { slug, email: ownerOf(slug) });

const ownerOf = (slug: string): string => `owner@${slug}.example`;

export async function logIn(api: Api, { slug, email }: { slug: string; email: string }): Promise<string> {
  return (await api.data<Tokens>('POST', '/users/login', { body: { tenant: slug, email, password } })).access_token;
}

/** Ingests the Markdown files of a folder and waits until they are searchable. Returns document ids by file name without ending. */
export async function ingestFolder(
  api: Api,
  { owner_token }: Company,
  folder: string,
  prefix = '',
): Promise<Map<string, string>> {
  const documents = new Map<string, string>();
  const files = (await readdir(folder)).filter((name) => /\.mdx?$/.test(name));
  const ingest = async () => {
    for (let file = files.pop(); file !== undefined; file = files.pop()) {
      const body = { name: `${prefix}${file}`, content: await readFile(join(folder, file), 'utf8') };
      const path = '/knowledge-base/documents/ingest';
      const { job_id, document_id } = await api.data<IngestionJob>('POST', path, { token: owner_token, body });
      await finished(api, owner_token, job_id);
      documents.set(file.replace(/\.mdx?$/, ''), document_id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ingest));
  return documents;
}

async function finished(api: Api, token: string, job_id: string): Promise<void> {
  for (let look = 0; look < 1200; look += 1) {
    const job = await api.data<IngestionJob>('GET', `/knowledge-base/documents/ingest/${job_id}/status`, { token });
    if (job.status === 'done') return;
    if (job.status === 'failed' || job.status === 'cancelled')
      throw new Error(`job ${job_id} ${job.status}: ${job.error}`);
    await sleep(25);
  }
  throw new Error(`job ${job_id} does not end`);
}
