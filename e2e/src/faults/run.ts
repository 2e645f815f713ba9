import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dashboard, Entry, Language } from '@parley/contracts';
import {
  type Company,
  type FleetWishes,
  type RunningFleet,
  ingestFolder,
  signUpCompany,
  startFleet,
} from '@parley/testing';
import { checkConversation, checkCounts } from './checker.js';
import { Customer, type TurnEnd, type Watch } from './customer.js';
import { type Kill, describeKill, fire } from './kills.js';
import type { Conversation, Finding } from './record.js';
import { streamedEntries } from './stream.js';
import { type Topic, demoFolder, topics } from './topics.js';

export interface FaultsWishes {
  readonly conversations: number;
  readonly turns: number;
  readonly kills: readonly Kill[];
  /** Customers at the same time. */
  readonly customers: number;
  readonly fleet?: FleetWishes;
  /** A kill is fired when a message was sent (default), or as soon as a client saw that it was accepted. */
  readonly aim?: 'sent' | 'accepted';
  /** How long a customer waits for the outcome of a turn. */
  readonly patience_ms?: number;
  /** Of the articles and questions; default both. */
  readonly languages?: readonly Language[];
  readonly tell?: (line: string) => void;
}

export interface FaultsReport {
  readonly turns: number;
  readonly kills: number;
  readonly findings: readonly Finding[];
  /** Share of turns that ended with the expected article. */
  readonly right: number;
  /** The same of the turns that began after the last kill. */
  readonly right_after: number;
  readonly turns_after: number;
  readonly slowest_ms: number;
  /** Turns without the expected article: when, how they were answered, the question. */
  readonly wrong: readonly string[];
  readonly errors: readonly string[];
}

interface Ended extends TurnEnd {
  readonly right: boolean;
  readonly after: boolean;
}

/** Plays conversations while the fleet is hurt, then reads everything back and judges it. */
export async function runFaults(wishes: FaultsWishes): Promise<FaultsReport> {
  const { tell = () => undefined } = wishes;
  const fleet = await startFleet(wishes.fleet);
  try {
    const company = await signUpCompany(fleet.api);
    const languages = wishes.languages ?? ['en', 'tr'];
    const documents = await articles(fleet, company, languages);
    const known = await answerable(fleet, company, documents, languages);
    tell(`${known.topics.length} questions are answered rightly by the unhurt fleet`);
    return await new Faults(fleet, company, documents, known, wishes, tell).run();
  } finally {
    await fleet.stop();
  }
}

async function articles(
  { api }: RunningFleet,
  company: Company,
  languages: readonly Language[],
): Promise<Map<string, string>> {
  const stems = new Map<string, string>();
  for (const language of languages) {
    const found = await ingestFolder(api, company, join(demoFolder, 'articles', language), `${language}/`);
    for (const [stem, document_id] of found) stems.set(document_id, stem);
  }
  return stems;
}

const cites = (answer: Entry | undefined, article: string, documents: Map<string, string>): boolean =>
  answer?.citations?.some(({ document_id }) => documents.get(document_id) === article) ?? false;

interface Known {
  readonly topics: readonly Topic[];
  /** Turns that it took to find out. */
  readonly asked: number;
}

const nobody = { sent: () => undefined, accepted: () => undefined };
/** Rounds in which all questions in a row, one conversation, must be answered rightly. */
const mostRounds = 4;

/**
 * The run measures recovery, not retrieval: it asks what the unhurt fleet answers rightly, first each question alone, then
 * one after the other in one conversation, because an answer may depend on what was said before.
 */
async function answerable(
  { api }: RunningFleet,
  { widget_key }: Company,
  documents: Map<string, string>,
  languages: readonly Language[],
): Promise<Known> {
  let asked = 0;
  const isRight = async (customer: Customer, topic: Topic): Promise<boolean> => {
    asked += 1;
    return cites((await customer.say(topic, nobody)).answer, topic.article, documents);
  };
  let known: Topic[] = [];
  for (const topic of topics(languages)) {
    if (await isRight(await Customer.arrive(api, widget_key), topic)) known.push(topic);
  }
  for (let round = 0; round < mostRounds; round += 1) {
    const customer = await Customer.arrive(api, widget_key);
    const right: Topic[] = [];
    for (const topic of known) if (await isRight(customer, topic)) right.push(topic);
    const all = right.length === known.length;
    known = right;
    if (all) break;
  }
  if (known.length < 12) throw new Error(`only ${known.length} questions are answered rightly without any fault`);
  return { topics: known, asked };
}

class Faults {
  private readonly ends: Ended[] = [];
  private readonly customers: Customer[] = [];
  private readonly errors: string[] = [];
  private aiming: (() => void)[] = [];
  private killed = 0;
  private readonly watch: Watch;

  constructor(
    private readonly fleet: RunningFleet,
    private readonly company: Company,
    private readonly documents: Map<string, string>,
    private readonly known: Known,
    private readonly wishes: FaultsWishes,
    private readonly tell: (line: string) => void,
  ) {
    const nothing = () => undefined;
    const fire = () => this.fireNow();
    this.watch = wishes.aim === 'accepted' ? { sent: nothing, accepted: fire } : { sent: fire, accepted: nothing };
  }

  async run(): Promise<FaultsReport> {
    const { conversations, customers } = this.wishes;
    const afterwards = Math.ceil(conversations / 10);
    let next = 0;
    const kills = this.kill();
    const worker = async () => {
      while (next < conversations || this.killing) {
        const number = next++;
        await this.converse(number).catch((error: unknown) => this.errors.push(String(error)));
      }
    };
    await Promise.all([...Array.from({ length: customers }, worker), kills]);
    for (let number = 0; number < afterwards; number += 1) await this.converse(next++);
    const lived = await this.readBack();
    return this.report(lived, await this.countedAtLast(lived));
  }

  private async kill(): Promise<void> {
    for (const kill of this.wishes.kills) {
      await fire(this.fleet, kill, () => new Promise((resolve) => this.aiming.push(resolve)));
      this.killed += 1;
      this.tell(`${this.killed}/${this.wishes.kills.length} ${describeKill(kill)}; ${this.ends.length} turns so far`);
    }
  }

  private get killing(): boolean {
    return this.killed < this.wishes.kills.length;
  }

  private async converse(number: number): Promise<void> {
    const customer = await Customer.arrive(this.fleet.api, this.company.widget_key, this.wishes.patience_ms);
    this.customers.push(customer);
    for (let turn = 0; turn < this.wishes.turns; turn += 1) {
      if (turn > 0) await this.think();
      const after = !this.killing;
      const { topics: known } = this.known;
      const topic = known[(number * this.wishes.turns + turn) % known.length]!;
      const end = await customer.say(topic, this.watch);
      this.ends.push({ ...end, after, right: cites(end.answer, topic.article, this.documents) });
    }
  }

  /** While there are kills the turns are spread over them. */
  private think(): Promise<void> {
    return sleep(this.killing ? 50 + Math.random() * 250 : 5);
  }

  private fireNow(): void {
    const waiting = this.aiming;
    this.aiming = [];
    for (const resolve of waiting) resolve();
  }

  private async readBack(): Promise<Conversation[]> {
    const lived: Conversation[] = [];
    for (const customer of this.customers) {
      const { session_id, sent, token } = customer;
      const history = await customer.history();
      lived.push({
        session_id,
        sent,
        history,
        streamed: await streamedEntries(this.fleet.api.url, session_id, token, history.at(-1)?.seq ?? 0),
      });
    }
    return lived;
  }

  private async counted(): Promise<number> {
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    const query = `from=${day(Date.now() - 86_400_000)}&to=${day(Date.now())}`;
    const { turns } = await this.fleet.api.data<Dashboard>('GET', `/analytics/dashboard?${query}`, {
      token: this.company.owner_token,
    });
    return turns.reduce((sum, { count }) => sum + count, 0);
  }

  /** Turns counted beyond those asked before the kills; waits up to ten seconds for the counts to catch up. */
  private async countedAtLast(lived: readonly Conversation[]): Promise<number> {
    let counted = 0;
    for (let look = 0; look < 40; look += 1) {
      counted = (await this.counted()) - this.known.asked;
      if (checkCounts(lived, counted).length === 0) break;
      await sleep(250);
    }
    return counted;
  }

  private report(lived: readonly Conversation[], counted: number): FaultsReport {
    const share = (ends: readonly Ended[]) =>
      ends.length === 0 ? 1 : ends.filter(({ right }) => right).length / ends.length;
    const after = this.ends.filter((end) => end.after);
    return {
      turns: this.ends.length,
      kills: this.killed,
      findings: [...lived.flatMap(checkConversation), ...checkCounts(lived, counted)],
      right: share(this.ends),
      right_after: share(after),
      turns_after: after.length,
      wrong: this.ends.filter(({ right }) => !right).map(describeWrong),
      slowest_ms: Math.max(0, ...this.ends.map(({ took_ms }) => took_ms)),
      errors: this.errors,
    };
  }
}

const describeWrong = ({ after, answer, sent, took_ms }: Ended): string =>
  `${after ? 'after' : 'during'} the kills, ${answer?.method ?? 'no answer'} after ${Math.round(took_ms)} ms: ${sent.text}`;
