import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  chromiumProgram,
  ingestFolder,
  signUpCompany,
  startBrowser,
  startFleet,
  type Browser,
  type Company,
  type RunningFleet,
} from '@parley/testing';
import { Agent } from './console/agent.js';
import { Customer } from './console/customer.js';
import { Line } from './console/line.js';
import { demoFolder } from './faults/topics.js';

const chromium = await chromiumProgram();
const inBrowser = chromium ? describe : describe.skip;
const password = 'a long enough password';
const DROP_MS = 10_000;

inBrowser('a customer and two agents (real: the whole fleet, Chromium; the line between them is cut)', () => {
  let fleet: RunningFleet;
  let company: Company;
  let browser: Browser;
  let line: Line;
  let ayse: Agent;
  let mert: Agent;
  let customer: Customer;

  beforeAll(async () => {
    [fleet, browser] = await Promise.all([startFleet(), startBrowser(chromium!)]);
    company = await signUpCompany(fleet.api);
    const hired = async (name: string): Promise<{ tenant: string; email: string; password: string }> => {
      const email = `${name.toLowerCase()}@${company.slug}.example`;
      const body = { email, name, password, role: 'agent' };
      await fleet.api.data('POST', '/admin/users', { token: company.owner_token, body });
      return { tenant: company.slug, email, password };
    };
    await ingestFolder(fleet.api, company, join(demoFolder, 'articles', 'en'));
    line = await Line.to(fleet.api.url);
    [ayse, mert] = await Promise.all([
      hired('Ayse').then((account) => Agent.arrive(browser, line.url, account)),
      hired('Mert').then((account) => Agent.arrive(browser, fleet.api.url, account)),
    ]);
    customer = await Customer.arrive(fleet.api.url, company.widget_key);
  }, 120_000);

  afterAll(async () => {
    customer?.close();
    line?.close();
    await browser?.close();
    await fleet?.stop();
  }, 60_000);

  it('answers in sentences, with the place quoted', async () => {
    await customer.say('How many days do I have to send something back?');
    const answer = await customer.until('an answer', ({ entries }) =>
      entries.find(({ kind }) => kind === 'bot_message'),
    );
    expect(answer.citations?.length).toBeGreaterThan(0);
    const parts = customer.events
      .filter(({ type }) => type === 'delta')
      .map(({ data }) => (data as { text: string }).text);
    expect(parts.join('')).toBe(answer.text);
  });

  it('hands over to exactly one agent', async () => {
    await customer.say('I want to talk to a person');
    await Promise.all([ayse.queue.waitFor(), mert.queue.waitFor()]);
    await ayse.queue.click();
    await ayse.sees('With Ayse');
    await mert.sees('Nobody is waiting');
    await customer.until('who took the chat', ({ entries }) =>
      entries.find(({ handoff }) => handoff?.agent_name === 'Ayse'),
    );
    await ayse.sees('Asked for a person');
    await ayse.sees(/documents shown/i);
  });

  it('shows each side that the other types, and what it says', async () => {
    customer.types(true);
    await ayse.sees(/is typing/);
    await ayse.write('Hello');
    await customer.until('that the agent types', ({ events }) =>
      events.some((event) => event.type === 'typing' && event.data.author.kind === 'agent' && event.data.typing),
    );
    await ayse.reply('Hello, I am Ayse. What happened?');
    await customer.until('the reply', ({ entries }) => entries.find(({ kind }) => kind === 'agent_message'));
    await customer.say('My parcel is lost.');
    await ayse.sees('My parcel is lost.');
  });

  it('sends nothing where the customer wrote meanwhile, shows what, and keeps the text over a reload', async () => {
    const field = ayse.page.getByLabel('Reply to the customer');
    await ayse.page.route('**/handoffs/*/messages', async (route) => {
      await customer.say('It was order NE-104206.');
      await route.continue();
    });
    await ayse.press('r');
    await field.fill('Which order is it?');
    await field.press('Enter');
    await ayse.sees('A new message came while you wrote.');
    await ayse.sees('It was order NE-104206.');
    await ayse.page.unroute('**/handoffs/*/messages');
    await ayse.page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe('Which order is it?');
    expect(await ayse.said()).not.toContain('Which order is it?');
    await ayse.reply('Thank you. I look at it.');
  });

  it('loses nothing when the line is cut for ten seconds and the gateway is killed', async () => {
    line.cut();
    const cut = Date.now();
    await customer.say('Are you still there?');
    await customer.say('Hello?');
    await ayse.sees(/connection is gone/i);
    await sleep(DROP_MS - (Date.now() - cut));
    line.mend();
    await ayse.sees('Hello?');
    await ayse.reply('Yes, I am here again.');
    const killed = fleet.supervisor.kill('gateway', 'SIGKILL');
    const during = customer.say('I wrote while the gateway was gone.');
    await fleet.supervisor.replaced('gateway', killed);
    await during;
    await ayse.sees('I wrote while the gateway was gone.');
    await ayse.reply('Nothing is lost.');
    await customer.until('the reply', ({ entries }) => entries.find(({ text }) => text === 'Nothing is lost.'));

    const { items } = await fleet.api.data<{ items: { seq: number; kind: string; text: string }[] }>(
      'GET',
      `/chat/sessions/${customer.session_id}/messages?limit=100`,
      { token: company.owner_token },
    );
    expect(customer.entries.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq));
    const spoken = items.filter(({ kind }) => kind.endsWith('_message')).map(({ text }) => text);
    expect(await ayse.said()).toEqual(spoken);
    expect(new Set(customer.events.flatMap((event) => ('id' in event && event.id ? [event.id] : []))).size).toBe(
      customer.events.filter((event) => 'id' in event && event.id).length,
    );
  }, 60_000);

  it('gives the chat back to the bot, which goes on, and shows the rating at the end', async () => {
    await ayse.press('b');
    await ayse.sees('With the bot');
    const before = customer.entries.length;
    await customer.say('How much does delivery cost?');
    const answer = await customer.until('the bot’s answer', ({ entries }) =>
      entries.slice(before).find(({ kind }) => kind === 'bot_message'),
    );
    await ayse.sees(answer.text.slice(0, 40));
    await customer.rate(5);
    await ayse.sees(/gave 5 of 5/);
    expect([...ayse.complaints, ...mert.complaints]).toEqual([]);
  });
});
