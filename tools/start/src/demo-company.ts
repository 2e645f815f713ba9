import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './api.js';

/** How to get into the demo company: `.parley/demo.json`, written before it is signed up, so that a crash leaves no company without a password. */
export interface DemoCompany {
  readonly name: string;
  readonly slug: string;
  readonly owner_email: string;
  readonly owner_password: string;
  readonly sign_up_key: string;
  /** Known once it is signed up. */
  readonly widget_key?: string;
}

export type SignedUpCompany = DemoCompany & { readonly widget_key: string };

interface Description {
  readonly name: string;
  readonly slug: string;
  readonly default_language: string;
}

/** A company of one's own on one's own machine: its documents may come in as fast as they can. */
const RATES = { minute: 60_000, hour: 600_000, day: 6_000_000 };

const fileIn = (stateFolder: string): string => join(stateFolder, 'demo.json');

const save = (stateFolder: string, company: DemoCompany): DemoCompany => {
  const path = fileIn(stateFolder);
  writeFileSync(`${path}.new`, `${JSON.stringify(company, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return company;
};

const known = (stateFolder: string): DemoCompany | undefined =>
  existsSync(fileIn(stateFolder)) ? (JSON.parse(readFileSync(fileIn(stateFolder), 'utf8')) as DemoCompany) : undefined;

/** The company that `npm start` made; throws a sentence for the user where there is none. */
export const demoCompany = (stateFolder: string): SignedUpCompany => {
  const company = known(stateFolder);
  if (!company?.widget_key) throw new Error('there is no demo company yet; `npm start` makes it');
  return { ...company, widget_key: company.widget_key };
};

const draft = ({ name, slug }: Description): DemoCompany => ({
  name,
  slug,
  owner_email: `owner@${slug}.example`,
  owner_password: randomBytes(12).toString('base64url'),
  sign_up_key: randomUUID(),
});

const signUp = async (api: Api, company: DemoCompany, language: string): Promise<string> => {
  const { name, slug, owner_email, owner_password, sign_up_key } = company;
  const { tenant } = await api.call<{ tenant: { widget_key: string } }>({
    method: 'POST',
    path: '/tenants',
    body: { name, slug, owner_email, owner_password, owner_name: name, language },
    headers: { 'idempotency-key': sign_up_key },
  });
  return tenant.widget_key;
};

const raiseLimits = async (api: Api): Promise<void> => {
  const config = await api.call<Record<string, unknown>>({ method: 'GET', path: '/admin/config' });
  const body = { ...config, rate_per_user: RATES, rate_per_ip: RATES, rate_per_tenant: RATES };
  await api.call({ method: 'PUT', path: '/admin/config', body });
};

/** Signs the demo company up, once, and returns it with an API that its owner is signed in to. */
export const openDemoCompany = async (
  stateFolder: string,
  projectFolder: string,
  gatewayUrl: string,
): Promise<{ company: SignedUpCompany; api: Api }> => {
  const described = JSON.parse(readFileSync(join(projectFolder, 'demo', 'company.json'), 'utf8')) as Description;
  const company = known(stateFolder) ?? save(stateFolder, draft(described));
  const api = new Api(gatewayUrl);
  const isNew = company.widget_key === undefined;
  const widget_key = company.widget_key ?? (await signUp(api, company, described.default_language));
  await api.signIn({ tenant: company.slug, email: company.owner_email, password: company.owner_password });
  if (isNew) {
    await raiseLimits(api);
    save(stateFolder, { ...company, widget_key });
  }
  return { company: { ...company, widget_key }, api };
};
