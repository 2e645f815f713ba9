import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { largestDocument, type DocumentSummary, type Entry, type IngestionJob } from '@parley/contracts';
import { type Company, type RunningFleet, chromiumProgram, signUpCompany, startBrowser } from '@parley/testing';
import { Agent } from '../console/agent.js';
import { lockedPdf } from '../files/locked-pdf.js';
import type { Site } from '../files/site.js';
import { smallPdf } from '../files/small-pdf.js';

const chromium = await chromiumProgram();
const inBrowser = chromium ? it : it.skip;
const INGEST = '/knowledge-base/documents/ingest';

interface Outcome {
  readonly status: number;
  readonly data: IngestionJob;
  readonly error: { readonly code: string } | null;
}

/** Documents as they come: files, large ones, broken off ones, pages of `site`, where the fleet may fetch. */
export function filesSuite(started: () => { readonly fleet: RunningFleet; readonly site: Site }): void {
  let fleet: RunningFleet;
  let site: Site;
  let company: Company;

  beforeAll(async () => {
    ({ fleet, site } = started());
    company = await signUpCompany(fleet.api);
  }, 120_000);

  const headers = () => ({ authorization: `Bearer ${company.owner_token}` });

  async function upload(
    file: Uint8Array<ArrayBuffer>,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Outcome> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new File([file], 'handbook.pdf', { type: 'text/plain' }));
    const reply = await fetch(`${fleet.api.url}/api/v1${INGEST}`, { method: 'POST', headers: headers(), body: form });
    return { status: reply.status, ...((await reply.json()) as Omit<Outcome, 'status'>) };
  }

  async function ended({ job_id }: IngestionJob): Promise<IngestionJob> {
    for (;;) {
      const job = await fleet.api.data<IngestionJob>('GET', `${INGEST}/${job_id}/status`, {
        token: company.owner_token,
      });
      if (job.finished_at !== undefined) return job;
      await sleep(25);
    }
  }

  const ask = async (message: string): Promise<Entry> => {
    const { widget_key } = company;
    return (await fleet.api.data<{ answer: Entry }>('POST', '/chat', { widget_key, body: { message } })).answer;
  };

  it('are answered from, with the page of a PDF', async () => {
    const pages = ['The aquarium is closed on Mondays.', 'The wombat museum opens at nine in the morning.'];
    const { status, data } = await upload(smallPdf(pages), { name: 'museum' });
    expect(status).toBe(202);
    expect(await ended(data)).toMatchObject({ status: 'done', pages_total: 2, pages_done: 2 });
    const answer = await ask('When does the wombat museum open?');
    expect(answer).toMatchObject({
      method: 'rag',
      citations: [{ document_id: data.document_id, page: 2, quote: pages[1] }],
    });
  });

  it('come in pieces where they are large, and are whole then', async () => {
    const file = smallPdf(['The largest quokka weighs five kilograms.'], 5_000_000);
    const { data } = await upload(file);
    expect(await ended(data)).toMatchObject({ status: 'done' });
    const path = `/knowledge-base/documents/${data.document_id}`;
    expect(await fleet.api.data<DocumentSummary>('GET', path, { token: company.owner_token })).toMatchObject({
      ...{ name: 'handbook.pdf', bytes: file.length, content_type: 'application/pdf' },
    });
    expect((await upload(file)).data).toMatchObject({ status: 'done', unchanged: true, document_id: data.document_id });
    expect((await ask('How much does the largest quokka weigh?')).text).toContain('five kilograms');
  });

  it('are refused where they are too large', async () => {
    const { status, error } = await upload(Buffer.alloc(largestDocument + 1, 0x61));
    expect([status, error?.code]).toEqual([413, 'document.too_large']);
  });

  it('leave nothing behind where they break off', async () => {
    const url = new URL(`${fleet.api.url}/api/v1${INGEST}`);
    const type = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '5000000' };
    const sending = request(url, { method: 'POST', headers: { ...headers(), ...type } });
    sending.on('error', () => undefined);
    sending.write(
      `--x\r\ncontent-disposition: form-data; name="file"; filename="a.md"\r\n\r\n${'a'.repeat(2_000_000)}`,
    );
    const [put, before] = [await answered('upload.put'), await answered('upload.abandon')];
    while ((await answered('upload.put')) === put) await sleep(20);
    await sleep(200);
    sending.destroy();
    while ((await answered('upload.abandon')) === before) await sleep(20);
    expect(await answered('upload.abandon')).toBe(before + 1);
  });

  it('are fetched where the operator allows it, and nowhere else', async () => {
    const fetched = (url: string) =>
      fleet.api.ask<IngestionJob>('POST', INGEST, { token: company.owner_token, body: { url } });
    const { status, data } = await fetched(`http://${site.host}/okapis`);
    expect(status).toBe(202);
    expect(await ended(data)).toMatchObject({ status: 'done' });
    expect((await ask('When does the okapi house open?')).citations).toMatchObject([
      { title: 'Okapis', url: `http://${site.host}/okapis` },
    ]);
    const gateway = new URL(fleet.api.url);
    for (const url of [
      `http://127.0.0.1:${gateway.port}/`,
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
    ])
      expect(await fetched(url)).toMatchObject({ status: 422, error: { code: 'document.address_refused' } });
  });

  inBrowser(
    'are brought in at the console: a file that asks for its password, a page of an address',
    async () => {
      const browser = await startBrowser(chromium!);
      try {
        const { slug } = company;
        const email = `owner@${slug}.example`;
        const owner = await Agent.arrive(browser, fleet.api.url, {
          ...{ tenant: slug, email, password: 'a long enough password' },
        });
        const { page } = owner;
        await page.goto(`${fleet.api.url}/console/knowledge`);
        const pdf = await lockedPdf('The numbat nursery closes at dusk.', 'open sesame');
        const file = { name: 'nursery.pdf', mimeType: 'application/pdf', buffer: pdf };
        await page.locator('input[type=file]').setInputFiles(file);
        for (const password of ['guessed', 'open sesame']) {
          await page.getByLabel('Password of nursery.pdf').fill(password);
          await page.getByRole('button', { name: 'Open' }).click();
        }
        await page.getByText('done, 1 passage').waitFor();
        expect((await ask('When does the numbat nursery close?')).text).toContain('at dusk');

        const address = page.getByLabel('Address of a page');
        await address.fill('http://169.254.169.254/latest/meta-data');
        await address.press('Enter');
        await page.getByText('Pages may not be fetched from this address.').waitFor();
        await address.fill(`http://${site.host}/tapirs`);
        await address.press('Enter');
        await page.getByRole('status').getByText('done, 1 passage').nth(1).waitFor();
        expect(owner.complaints).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    60_000,
  );

  /** How many requests of this name ingestion has answered. */
  async function answered(name: string): Promise<number> {
    const measures = await (await fetch(`${fleet.plan.healthUrls['ingestion']}/metrics`)).text();
    const line = new RegExp(`^parley_\\w+_count\\{[^}]*rpc\\.ingestion\\.${name}\\.v1[^}]*\\} (\\d+)`, 'gm');
    return [...measures.matchAll(line)].reduce((sum, [, count]) => sum + Number(count), 0);
  }
}
