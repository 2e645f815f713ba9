import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@parley/client';
import type { Entry, Handoff } from '@parley/contracts';
import { logIn, type Browser, type Company, type Page, type RunningFleet } from '@parley/testing';
import { connectShop } from '../cancellations/company.js';
import { openShopPage } from '../console/shop-page.js';
import { pageOf, picture, until, type Look } from './camera.js';
import { slug } from './company.js';

async function visit(browser: Browser, url: string, look: Look): Promise<Page> {
  const page = await pageOf(browser, look);
  await page.goto(url);
  await page.click('.launcher');
  await page.waitForSelector('.field');
  return page;
}

/** Says these things, one after the other, each after the answer to the one before. */
async function say(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const before = await page.locator('.said-bot, .note').count();
    await page.fill('.field', text);
    await page.press('.field', 'Enter');
    await page.locator('.said-bot, .note').nth(before).waitFor();
    await page.locator('.dots').waitFor({ state: 'detached' });
  }
}

/** The chat box on the demo shop's page: what it answers from, an order looked up, and a person who helps. */
export async function picturesOfWidget(browser: Browser, fleet: RunningFleet, company: Company): Promise<void> {
  const { api } = fleet;
  const shop = await connectShop(fleet, company);
  const url = await openShopPage(fleet, company, api.url);

  const light = await visit(browser, url, {});
  await say(light, 'Hello', 'How long is a gift card valid?');
  await picture(light, 'shop-chat-light');
  await light.locator('.source').last().click();
  await light.waitForSelector('.quote');
  await picture(light, 'shop-source-light');

  const [order] = await shop.orders('state=out_for_delivery&limit=1');
  const dark = await visit(browser, url, { scheme: 'dark', locale: 'tr-TR' });
  await say(dark, 'Siparişim nerede kaldı?', `${order!.number}, ${order!.email}`);
  await picture(dark, 'shop-chat-dark');

  const phone = await visit(browser, url, { phone: true });
  const token = await logIn(api, { slug, email: `ayse@${slug}.example` });
  await api.data('PUT', '/agents/me/presence', { token, body: { status: 'online' } });
  const before = await waiting(fleet, token);
  await say(phone, 'My lamp arrived broken', 'A person, please');
  const { id, session_id } = await newlyWaiting(fleet, token, before);
  await api.data('POST', `/handoffs/${id}/accept`, { token });
  await phone.locator('.note').nth(1).waitFor();
  const { items } = await api.data<{ items: Entry[] }>('GET', `/chat/sessions/${session_id}/messages`, { token });
  const text = 'Hello, I am Ayşe. I am sorry about the lamp. Shall we send you a new one?';
  const reply = { text, last_seen_seq: items.at(-1)!.seq };
  await api.data('POST', `/handoffs/${id}/messages`, { token, body: reply });
  await phone.waitForSelector('.said-agent');
  await phone.fill('.field', 'Yes, please. The same colour.');
  await phone.press('.field', 'Enter');
  const desk = createClient({ base_url: api.url, token }).consoleSocket({ onEvent: () => undefined });
  desk.watch(session_id);
  await until(phone, '.dots-label', () => desk.typing(session_id, true));
  await picture(phone, 'shop-phone-agent');
  desk.close();
}

const waiting = async ({ api }: RunningFleet, token: string): Promise<Handoff[]> =>
  (await api.data<{ items: Handoff[] }>('GET', '/handoffs?state=queued', { token })).items;

/** The one who was not in the queue before; he is told that he waits a moment before the desk is. */
async function newlyWaiting(fleet: RunningFleet, token: string, before: readonly Handoff[]): Promise<Handoff> {
  for (let tries = 0; tries < 200; tries += 1) {
    const come = (await waiting(fleet, token)).find(({ id }) => !before.some((each) => each.id === id));
    if (come) return come;
    await sleep(50);
  }
  throw new Error('nobody new is in the queue');
}
