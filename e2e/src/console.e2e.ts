import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Entry } from '@parley/contracts';
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
import { connectShop } from './cancellations/company.js';
import type { Shop } from './cancellations/shop.js';
import { Agent } from './console/agent.js';
import { Customer } from './console/customer.js';
import { Line } from './console/line.js';
import { openShopPage } from './console/shop-page.js';
import { demoFolder } from './faults/topics.js';

const chromium = await chromiumProgram();
const inBrowser = chromium ? describe : describe.skip;
const password = 'a long enough password';
const DROP_MS = 10_000;

inBrowser('a customer in the chat box and two agents (real: the whole fleet, shop, Chromium; lines are cut)', () => {
  let fleet: RunningFleet;
  let company: Company;
  let shop: Shop;
  let browser: Browser;
  let deskLine: Line;
  let shopLine: Line;
  let ayse: Agent;
  let mert: Agent;
  let customer: Customer;

  beforeAll(async () => {
    [fleet, browser] = await Promise.all([startFleet({ demoShop: {} }), startBrowser(chromium!)]);
    company = await signUpCompany(fleet.api);
    const hired = async (name: string): Promise<{ tenant: string; email: string; password: string }> => {
      const email = `${name.toLowerCase()}@${company.slug}.example`;
      const body = { email, name, password, role: 'agent' };
      await fleet.api.data('POST', '/admin/users', { token: company.owner_token, body });
      return { tenant: company.slug, email, password };
    };
    [deskLine, shopLine] = await Promise.all([Line.to(fleet.api.url), Line.to(fleet.api.url)]);
    [shop] = await Promise.all([
      connectShop(fleet, company),
      ingestFolder(fleet.api, company, join(demoFolder, 'articles', 'en')),
    ]);
    [ayse, mert, customer] = await Promise.all([
      hired('Ayse').then((account) => Agent.arrive(browser, deskLine.url, account)),
      hired('Mert').then((account) => Agent.arrive(browser, fleet.api.url, account)),
      openShopPage(fleet, company, shopLine.url).then((url) => Customer.arrive(browser, url)),
    ]);
  }, 120_000);

  afterAll(async () => {
    deskLine?.close();
    shopLine?.close();
    await browser?.close();
    await fleet?.stop();
  }, 60_000);

  /** The session of the customer, as its log has it. */
  async function entries(): Promise<Entry[]> {
    const { owner_token: token } = company;
    const sessions = await fleet.api.data<{ items: { id: string }[] }>('GET', '/chat/sessions', { token });
    const path = `/chat/sessions/${sessions.items[0]!.id}/messages?limit=100`;
    return (await fleet.api.data<{ items: Entry[] }>('GET', path, { token })).items;
  }

  it('answers in sentences, with the place quoted', async () => {
    await customer.says('How long is a gift card valid?');
    const answer = await customer.answer(1);
    const parts = customer.events.flatMap((event) => (event.type === 'delta' ? [event.data.text] : []));
    expect(parts.join('')).toBe(answer);
    await customer.page.getByRole('group', { name: 'Sources' }).getByRole('button').first().click();
    const quote = await customer.page.locator('.quote').first().textContent();
    expect((await entries()).flatMap(({ citations = [] }) => citations.map((each) => each.quote))).toContain(quote);
    await customer.page.getByRole('button', { name: 'Back to the conversation' }).click();
  });

  it('tells where an order of the shop is', async () => {
    const [order] = await shop.orders('state=received&limit=1');
    await customer.says('Where is my order?');
    expect(await customer.answer(2)).toMatch(/number and the e-mail/);
    await customer.says(`${order!.number}, ${order!.email}`);
    expect(await customer.answer(3)).toContain(`We have received order ${order!.number}`);
  });

  it('hands over to exactly one agent', async () => {
    await customer.says('A person, please');
    await Promise.all([ayse.queue.waitFor(), mert.queue.waitFor()]);
    await customer.sees('Waiting for a person');
    await ayse.queue.click();
    await ayse.sees('With Ayse');
    await mert.sees('Nobody is waiting');
    await customer.sees('Ayse is with you');
    await ayse.sees('Asked for a person');
    await ayse.sees(/documents shown/i);
  });

  it('shows each side that the other types, and what it says', async () => {
    await customer.types('My parcel');
    await ayse.sees(/is typing/);
    await ayse.write('Hello');
    await customer.sees('Ayse is typing');
    await ayse.reply('Hello, I am Ayse. What happened?');
    await customer.sees('Hello, I am Ayse. What happened?');
    await customer.says('My parcel is lost.');
    await ayse.sees('My parcel is lost.');
  });

  it('sends nothing where the customer wrote meanwhile, shows what, and keeps the text over a reload', async () => {
    const field = ayse.page.getByLabel('Reply to the customer');
    await ayse.page.route('**/handoffs/*/messages', async (route) => {
      await customer.says('I moved last week.');
      await route.continue();
    });
    await ayse.press('r');
    await field.fill('Which order is it?');
    await field.press('Enter');
    await ayse.sees('A new message came while you wrote.');
    await ayse.sees('I moved last week.');
    await ayse.page.unroute('**/handoffs/*/messages');
    await ayse.page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe('Which order is it?');
    expect(await ayse.said()).not.toContain('Which order is it?');
    await ayse.reply('Thank you. I look at it.');
  });

  it('loses nothing when both lines are cut for ten seconds and the gateway is killed', async () => {
    shopLine.cut();
    const cut = Date.now();
    await ayse.reply('Is it the old address?');
    deskLine.cut();
    await customer.writes('Are you still there?');
    await customer.writes('Hello?');
    await Promise.all([ayse.sees(/connection is gone/i), customer.sees('No connection. Trying again…')]);
    await sleep(DROP_MS - (Date.now() - cut));
    for (const line of [deskLine, shopLine]) line.mend();
    await ayse.sees('Hello?');
    await customer.sees('Is it the old address?');
    await customer.delivered();
    await ayse.reply('Yes, I am here again.');
    const killed = fleet.supervisor.kill('gateway', 'SIGKILL');
    await customer.writes('I wrote while the gateway was gone.');
    await fleet.supervisor.replaced('gateway', killed);
    await ayse.sees('I wrote while the gateway was gone.');
    await ayse.reply('Nothing is lost.');
    await customer.sees('Nothing is lost.');
    await customer.delivered();

    const log = await entries();
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    const written = log.flatMap(({ client_message_id }) => client_message_id ?? []);
    expect(new Set(written).size).toBe(written.length);
    expect(await customer.shown()).toEqual(log.map(({ text }) => text).filter((text) => text !== ''));
    expect(await ayse.said()).toEqual(log.filter(({ kind }) => kind.endsWith('_message')).map(({ text }) => text));
  }, 60_000);

  it('has pages that a telephone shows without scrolling sideways, and the line for one’s site on one of them', async () => {
    const { email } = (
      await fleet.api.data<{ items: { email: string; role: string }[] }>('GET', '/admin/users', {
        token: company.owner_token,
      })
    ).items.find(({ role }) => role === 'owner')!;
    const { page } = await Agent.arrive(browser, fleet.api.url, { tenant: company.slug, email, password });
    await page.setViewportSize({ width: 360, height: 740 });
    for (const name of ['counts', 'knowledge', 'people']) {
      await page.goto(`${fleet.api.url}/console/${name}`);
      await page.locator('h1').waitFor();
      await page.getByText('Loading…').first().waitFor({ state: 'detached' });
      const beyond = await page.locator('.page').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect([name, beyond]).toEqual([name, 0]);
      if (name !== 'knowledge') continue;
      await page.getByText(`data-widget-key="${company.widget_key}"`).waitFor();
      await page.getByLabel('Sites that may carry it').fill(`shop.example ${fleet.plan.demoShop!.url}`);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
    }
    const { owner_token: token } = company;
    expect(await fleet.api.data('GET', '/admin/config', { token })).toMatchObject({
      allowed_origins: ['https://shop.example', new URL(fleet.plan.demoShop!.url).origin],
    });
    await page.getByRole('button', { name: 'Add a colleague' }).click();
    await page.getByLabel('Name').and(page.locator(':focus')).waitFor();
  });

  it('gives the chat back to the bot, which goes on, and shows the rating at the end', async () => {
    await ayse.press('b');
    await ayse.sees('With the bot');
    await customer.sees('Automatic assistant');
    await customer.says('How much does delivery cost?');
    await ayse.sees((await customer.answer(4)).slice(0, 40));
    await customer.rates(5);
    await ayse.sees(/gave 5 of 5/);
    expect([...ayse.complaints, ...mert.complaints, ...customer.complaints]).toEqual([]);
  });
});
