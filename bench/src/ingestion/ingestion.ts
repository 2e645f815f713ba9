import { setTimeout as sleep } from 'node:timers/promises';
import type { IngestionJob } from '@parley/contracts';
import { type Api, signUpCompany, startFleet } from '@parley/testing';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf } from '../figure.js';
import { bookOf, prose } from './book.js';

const BENCH = 'ingestion';
const PAGES_PER_SECOND = 60;
const DOCUMENTS_PER_MINUTE = 600;
const INGEST = '/knowledge-base/documents/ingest';
const pages = 350;
const documents = 300;
/** Documents on their way at the same time. */
const atOnce = 6;

/** How fast documents become searchable through the public API of a fleet: a book as PDF, and many short articles. */
export async function runIngestion({ blocks }: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const fleet = await startFleet();
  try {
    const { owner_token } = await signUpCompany(fleet.api);
    await ingestBook(fleet.api, owner_token, 'warm-up', 20);
    const [perSecond, perMinute]: [number[], number[]] = [[], []];
    for (let block = 0; block < blocks; block++) {
      const book = await seconds(() => ingestBook(fleet.api, owner_token, `book ${block}`, pages));
      perSecond.push(pages / book);
      const articles = await seconds(() => ingestArticles(fleet.api, owner_token, block));
      perMinute.push((documents / articles) * 60);
      say(
        `block ${block + 1} of ${blocks}: a book in ${book.toFixed(1)} s, ${documents} articles in ${articles.toFixed(1)} s`,
      );
    }
    return [
      figureOf({
        bench: BENCH,
        figure: 'PDF text pages to searchable',
        unit: 'pages/s',
        values: perSecond,
        better: 'higher',
        bar: PAGES_PER_SECOND,
      }),
      figureOf({
        bench: BENCH,
        figure: 'Markdown documents to searchable',
        unit: 'documents/min',
        values: perMinute,
        better: 'higher',
        bar: DOCUMENTS_PER_MINUTE,
      }),
    ];
  } finally {
    await fleet.stop();
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function ingestBook(api: Api, token: string, name: string, length: number): Promise<void> {
  const form = new FormData();
  form.append('name', name);
  form.append('file', new File([bookOf(length)], 'book.pdf', { type: 'application/pdf' }));
  const reply = await fetch(`${api.url}/api/v1${INGEST}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  const { data } = (await reply.json()) as { data: IngestionJob };
  const { pages_total } = await ended(api, token, data);
  if (pages_total !== length) throw new Error(`the book has ${pages_total} pages instead of ${length}`);
}

async function ingestArticles(api: Api, token: string, block: number): Promise<void> {
  const waiting = Array.from({ length: documents }, (_, n) => n);
  const ingest = async () => {
    for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
      const sections = [0, 1, 2, 3].map((part) => `## Part ${part}\n\n${prose(block * 10_000 + n * 4 + part, 6)}`);
      const body = { name: `article ${block} ${n}.md`, content: `# Article ${n}\n\n${sections.join('\n\n')}\n` };
      await ended(api, token, await api.data<IngestionJob>('POST', INGEST, { token, body }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ingest));
}

async function ended(api: Api, token: string, { job_id }: IngestionJob): Promise<IngestionJob> {
  for (;;) {
    const job = await api.data<IngestionJob>('GET', `${INGEST}/${job_id}/status`, { token });
    if (job.status === 'done') return job;
    if (job.finished_at !== undefined) throw new Error(`a job ended as ${job.status}: ${job.error}`);
    await sleep(20);
  }
}
