import { createClient, type SessionEvent } from '@parley/client';
import {
  chromiumProgram,
  signUpCompany,
  startBrowser,
  startFleet,
  type Page,
  type RunningFleet,
} from '@parley/testing';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf } from '../figure.js';
import { watchTexts } from './watch-texts.js';

const BENCH = 'shows';
const BAR_MS = 150;
/** Messages each way in a block. */
const MESSAGES = 50;
const password = 'a long enough password';

/** How long after one side sent it a message shows on the other: in an agent's browser, and in a customer's program. */
export async function runShows({ blocks }: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const program = await chromiumProgram();
  if (!program) throw new Error('this bench needs a Chromium');
  const [fleet, browser] = await Promise.all([startFleet(), startBrowser(program)]);
  try {
    const desk = await openDesk(fleet, await browser.newPage());
    const values: Record<'to the agent' | 'to the customer', number[]> = { 'to the agent': [], 'to the customer': [] };
    for (let block = 0; block < blocks; block++) {
      values['to the agent'].push(p95(await desk.toAgent(block)));
      values['to the customer'].push(p95(await desk.toCustomer(block)));
      say(`block ${block + 1} of ${blocks}`);
    }
    return Object.entries(values).map(([name, each]) =>
      figureOf({ bench: BENCH, figure: `${name}, p95`, unit: 'ms', values: each, bar: BAR_MS }),
    );
  } finally {
    await browser.close();
    await fleet.stop();
  }
}

async function openDesk({ api }: RunningFleet, page: Page) {
  const base_url = api.url;
  const company = await signUpCompany(api);
  const email = `agent@${company.slug}.example`;
  const body = { email, name: 'Agent', role: 'agent', password };
  await api.data('POST', '/admin/users', { token: company.owner_token, body });
  await page.goto(`${base_url}/console/`);
  await page.fill('[name=tenant]', company.slug);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.click('form button');

  const stranger = createClient({ base_url, widget_key: company.widget_key });
  const { session_id, visitor_token } = await stranger.post('/api/v1/chat/sessions/initialize', { body: {} });
  const client = createClient({ base_url, token: visitor_token! });
  const heard = new Map<string, number>();
  const socket = client.chatSocket(session_id, { onEvent: (event) => hear(heard, event) });
  await client.post('/api/v1/chat/sessions/{session_id}/handoff', { path: { session_id }, body: {} });
  await page.click('.item .button');
  await page.waitForSelector('#composer');
  await page.evaluate(watchTexts);

  return {
    toAgent: (block: number) =>
      each(async (number) => {
        const text = `to the agent ${block}.${number}`;
        const sent = Date.now();
        await socket.send(text);
        return (await page.evaluate((wanted) => window.shown(wanted), text)) - sent;
      }),
    toCustomer: (block: number) =>
      each(async (number) => {
        const text = `to the customer ${block}.${number}`;
        await page.fill('#composer', text);
        const sent = Date.now();
        await page.press('#composer', 'Enter');
        await page.evaluate((wanted) => window.shown(wanted), text);
        return (heard.get(text) ?? Infinity) - sent;
      }),
  };
}

function hear(heard: Map<string, number>, event: SessionEvent): void {
  if (event.type === 'message') heard.set(event.data.text, Date.now());
}

async function each(measure: (number: number) => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let number = 0; number < MESSAGES; number++) values.push(await measure(number));
  return values;
}

const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? NaN;
