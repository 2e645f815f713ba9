import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import type { Entry, IngestionJob } from '@parley/contracts';
import { type Company, type RunningFleet, ingestFolder, signUpCompany } from '@parley/testing';
import { demoFolder } from '../faults/topics.js';

const articles = join(demoFolder, 'articles');

/** Answers from documents, in both languages, and what of a changed document customers see. */
export function answersSuite(started: () => RunningFleet): void {
  let fleet: RunningFleet;
  let company: Company;
  /** File of the article by document id, such as `tr/refunds`. */
  let files: Map<string, string>;

  beforeAll(async () => {
    fleet = started();
    company = await signUpCompany(fleet.api);
    files = new Map();
    for (const language of ['en', 'tr']) {
      const found = await ingestFolder(fleet.api, company, join(articles, language), `${language}/`);
      for (const [stem, id] of found) files.set(id, `${language}/${stem}`);
    }
  }, 180_000);

  const ask = async (message: string): Promise<Entry> => {
    const { widget_key } = company;
    return (await fleet.api.data<{ answer: Entry }>('POST', '/chat', { widget_key, body: { message } })).answer;
  };
  const cited = ({ citations = [] }: Entry): string[] => citations.map(({ document_id }) => files.get(document_id)!);

  it.each([
    ['I forgot my password, how do I get a new one?', 'en', 'en/password'],
    ['Şifremi unuttum, nasıl yenilerim?', 'tr', 'tr/password'],
    ['how long is the warranty', 'en', 'en/warranty'],
    ['garanti süresi ne kadar', 'tr', 'tr/warranty'],
  ])('answers "%s" in its language and quotes the article word for word', async (question, language, file) => {
    const answer = await ask(question);
    expect(answer).toMatchObject({ method: 'rag', language });
    expect(cited(answer)).toContain(file);
    for (const { document_id, quote, start, end } of answer.citations!) {
      const text = readFileSync(join(articles, `${files.get(document_id)!}.md`), 'utf8');
      expect(text.slice(start, end)).toBe(quote);
    }
  });

  it.each([
    ['Who won the football match yesterday?', 'en'],
    ['Cumhurbaşkanı kim?', 'tr'],
  ])('says that it does not know "%s" and offers a person', async (question, language) => {
    const answer = await ask(question);
    expect(answer).toMatchObject({ method: 'fallback', language, citations: [], suggestions: [{ value: 'person' }] });
  });

  it('answers from what stands in the documents now: a deleted article is never cited again, a new version at once', async () => {
    const { owner_token: token } = company;
    const name = 'opening.md';
    const ingest = async (content: string): Promise<IngestionJob> => {
      const path = '/knowledge-base/documents/ingest';
      let job = await fleet.api.data<IngestionJob>('POST', path, { token, body: { name, content } });
      while (!['done', 'failed'].includes(job.status))
        job = await fleet.api.data('GET', `${path}/${job.job_id}/status`, { token });
      return job;
    };
    const question = 'Which zeppelin hangar does the museum show on Thursdays?';
    const first = await ingest('# Zeppelin museum\n\nOn Thursdays the museum shows the zeppelin hangar Alpha.\n');
    expect((await ask(question)).text).toContain('Alpha');
    expect(
      (await ingest('# Zeppelin museum\n\nOn Thursdays the museum shows the zeppelin hangar Omega.\n')).document_id,
    ).toBe(first.document_id);
    expect((await ask(question)).text).toContain('Omega');
    await fleet.api.data('DELETE', `/knowledge-base/documents/${first.document_id}`, { token });
    const last = await ask(question);
    expect(last.citations?.map(({ document_id }) => document_id)).not.toContain(first.document_id);
    expect(last.text).not.toMatch(/Alpha|Omega/);
  }, 60_000);
}
