import { setTimeout as sleep } from 'node:timers/promises';
import { services, type IngestionJob } from '@parley/contracts';
import { Api, type Company, type MongoPeer, signUpCompany, storeOf } from '@parley/testing';
import { checkConversation } from '../faults/checker.js';
import { Customer } from '../faults/customer.js';
import type { Finding } from '../faults/record.js';
import { streamedEntries } from '../faults/stream.js';
import type { Topic } from '../faults/topics.js';
import { DeskPair } from './desk-pair.js';
import { Librarian } from './librarian.js';
import { startPairs, type Pairs } from './pairs.js';

export interface PairsWishes {
  /** In each one of every pair is killed, in the next the other. */
  readonly rounds: number;
  /** Between two kills, in milliseconds: less than a service takes to come back. */
  readonly pace_ms: number;
  readonly customers: number;
  readonly tell?: (line: string) => void;
}

export interface PairsReport {
  readonly kills: number;
  readonly turns: number;
  readonly findings: readonly Finding[];
  readonly errors: readonly string[];
  /** Turns without the document that answers. */
  readonly wrong: readonly string[];
  readonly slowest_ms: number;
  readonly files: number;
  readonly handoffs: number;
  /** What store and index hold after all documents were deleted. */
  readonly left: readonly string[];
}

const facts = [
  { animal: 'wombat', text: 'The wombat museum opens at nine in the morning.', question: 'When does the wombat museum open?' },
  { animal: 'okapi', text: 'The okapi house is closed on Tuesdays.', question: 'Is the okapi house closed on Tuesdays?' },
  { animal: 'numbat', text: 'A ticket for the numbat tower costs seven euros.', question: 'What does a ticket for the numbat tower cost?' },
  { animal: 'bilby', text: 'Dogs may enter the bilby garden on a leash.', question: 'May dogs enter the bilby garden?' },
]; // prettier-ignore
const INGEST = '/knowledge-base/documents/ingest';
const turnsOfOne = 4;
const nobody = { sent: () => undefined, accepted: () => undefined };

/** How much of each kind there is at least before the last process has died and all come to their end. */
const least = 3;
/** How long it is waited for so much, and for what the sweep removes, which looks every five seconds. */
const patience_ms = 40_000;

/** Questions, files and handoffs go on while processes die; what became of all of them is then read back. */
export async function runPairs(
  peer: Exclude<MongoPeer, { readonly skipped: string }>,
  wishes: PairsWishes,
): Promise<PairsReport> {
  const pairs = await startPairs(peer);
  try {
    wishes.tell?.(`${pairs.supervisor.names.length} processes run`);
    // a company's limits are seen by the other gateway a minute later: it meets the company with them
    const company = await signUpCompany(new Api(pairs.plan.gatewayUrls[0]!));
    const documents = await teach(pairs, company);
    return await new PairsRun(pairs, company, documents, wishes).run();
  } finally {
    await pairs.stop();
  }
}

/** Documents by animal. */
async function teach({ api }: Pairs, { owner_token: token }: Company): Promise<Map<string, string>> {
  const documents = new Map<string, string>();
  for (const { animal, text } of facts) {
    const body = { name: `${animal}.md`, content: `# ${animal}\n\n${text}\n` };
    let job = await api.data<IngestionJob>('POST', INGEST, { token, body });
    documents.set(animal, job.document_id);
    while (job.finished_at === undefined) {
      await sleep(50);
      job = await api.data<IngestionJob>('GET', `${INGEST}/${job.job_id}/status`, { token });
    }
  }
  return documents;
}

class PairsRun {
  private readonly customers: Customer[] = [];
  private readonly errors: string[] = [];
  private readonly wrong: string[] = [];
  private turns = 0;
  private kills = 0;
  private slowest_ms = 0;
  private ending = false;

  constructor(
    private readonly pairs: Pairs,
    private readonly company: Company,
    private readonly documents: ReadonlyMap<string, string>,
    private readonly wishes: PairsWishes,
  ) {}

  async run(): Promise<PairsReport> {
    const { api } = this.pairs;
    const librarian = new Librarian(api, this.company);
    const desk = await DeskPair.hire(api, this.company);
    let files = 0;
    const work = [
      ...Array.from({ length: this.wishes.customers }, (_, number) => this.over(() => this.converse(number))),
      this.over(() => librarian.bring(files++)),
      this.over(() => desk.serve()),
    ];
    await this.kill();
    await until(() => Math.min(files, desk.done, this.turns) >= least);
    this.ending = true;
    await Promise.all(work);
    await this.check(librarian);
    const findings = (await Promise.all(this.customers.map((customer) => this.readBack(customer)))).flat();
    const { kills, turns, errors, wrong, slowest_ms } = this;
    const left = await this.leftAfterAll(librarian);
    return { kills, turns, findings, errors, wrong, slowest_ms, files, handoffs: desk.done, left };
  }

  /** Again and again until the last kill has been. */
  private async over(work: () => Promise<void>): Promise<void> {
    while (!this.ending) await work().catch((error: unknown) => this.errors.push(String(error)));
  }

  /** One of each pair, then the other of each; nobody waits until the killed one is back before the next is killed. */
  private async kill(): Promise<void> {
    const { supervisor } = this.pairs;
    for (let round = 0; round < this.wishes.rounds; round++) {
      const back: Promise<void>[] = [];
      for (const service of services) {
        await sleep(this.wishes.pace_ms);
        const name = round % 2 === 0 ? service : `${service}-2`;
        back.push(supervisor.replaced(name, supervisor.kill(name, 'SIGKILL')));
        this.kills += 1;
      }
      await Promise.all(back);
      this.wishes.tell?.(`${this.kills} kills, ${this.turns} turns, ${this.errors.length} errors`);
    }
  }

  private async converse(number: number): Promise<void> {
    const customer = await Customer.arrive(this.pairs.api, this.company.widget_key);
    this.customers.push(customer);
    for (let turn = 0; turn < turnsOfOne && !this.ending; turn++) {
      const { animal, question } = facts[(number + turn) % facts.length]!;
      const topic: Topic = { question, article: animal };
      const { answer, took_ms } = await customer.say(topic, nobody);
      this.turns += 1;
      this.slowest_ms = Math.max(this.slowest_ms, took_ms);
      const cited = answer?.citations?.map(({ document_id }) => document_id) ?? [];
      if (!cited.includes(this.documents.get(animal)!))
        this.wrong.push(`${answer?.method ?? 'no answer'} after ${Math.round(took_ms)} ms: ${question}`);
      await sleep(100 + Math.random() * 200);
    }
  }

  /** What was brought is found, what was taken out is not. */
  private async check(librarian: Librarian): Promise<void> {
    for (const [document_id, word] of librarian.kept)
      if (!(await librarian.documentsWith(word)).includes(document_id)) this.errors.push(`${word} is not found`);
    for (const [document_id, word] of librarian.deleted)
      if ((await librarian.documentsWith(word)).includes(document_id)) this.errors.push(`${word} is still found`);
  }

  private async readBack(customer: Customer): Promise<Finding[]> {
    const { session_id, sent, token } = customer;
    const history = await customer.history();
    const streamed = await streamedEntries(this.pairs.api.url, session_id, token, history.at(-1)?.seq ?? 0);
    return checkConversation({ session_id, sent, history, streamed });
  }

  /** Objects and records that nobody refers to any more, after the sweep had its time. */
  private async leftAfterAll(librarian: Librarian): Promise<string[]> {
    await librarian.removeAll();
    const { owner_token: token } = this.company;
    for (const document_id of this.documents.values())
      await this.pairs.api.data('DELETE', `/knowledge-base/documents/${document_id}`, { token });
    const { plan, s3, pinecone } = this.pairs;
    const store = await storeOf(plan, 'ingestion');
    try {
      const due = { name: 'due', fields: ['due'], acrossTenants: true } as const;
      const uploads = store.collection<UploadRecord>({ name: 'uploads', schema: 1, indexes: [due] });
      let left: string[] = [];
      await until(async () => {
        const keys = s3.keys();
        // one whose sender died is kept for ten minutes
        const known = await uploads.findAcrossTenants({ index: 'due', where: {}, limit: 1000 });
        const objects = keys.filter((key) => !known.some(({ id }) => key.includes(`/${id}/`)));
        left = [...objects, ...pinecone.ids('words'), ...pinecone.ids('meaning')];
        return left.length === 0;
      });
      return left;
    } finally {
      await store.close();
    }
  }
}

interface UploadRecord {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly due: number;
}

/** Or until patience ends. */
async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patience_ms; Date.now() < end && !(await so());) await sleep(250);
}
