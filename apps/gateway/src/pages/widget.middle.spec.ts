/// <reference lib="dom" />
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FleetError, defaultConfig, liveSubject, newId, type Entry, type MessageDraft } from '@parley/contracts';
import { type TokenSigner, chromiumProgram, startBrowser, type Browser, type Page } from '@parley/testing';
import type { TestDoor } from '../testing/door.js';
import { HostPage, RecordingProxy } from '../testing/host-page.js';
import { hostileTexts } from '../testing/hostile-texts.js';
import { entryAt, script } from '../testing/parties.js';
import { Scene } from '../testing/scene.js';

const chromium = await chromiumProgram();
const inBrowser = chromium ? describe : describe.skip;
const widget_folder = join(import.meta.dirname, '../../../widget/dist');
const LARGEST = 60_000;
/** What Chromium asks its maker when a form is filled in, whatever the page is. */
const ITS_OWN = /^CONNECT [a-z-]+\.googleapis\.com:443$/;

inBrowser('the chat box (real: Chromium, gateway over HTTP, broker; scripted: orchestrator, accounts)', () => {
  let tenant: string;
  let scene: Scene;
  let signer: TokenSigner;
  let door: TestDoor;
  let browser: Browser;
  let host: HostPage;
  let proxy: RecordingProxy;
  let proxyUrl: string;

  beforeAll(async () => {
    scene = await Scene.start({ widget_folder });
    ({ signer, door } = scene);
    browser = await startBrowser(chromium!);
    host = await HostPage.open(`${door.url}/widget.js`, 'data-widget-key="wk_known"');
    proxy = new RecordingProxy();
    proxyUrl = await proxy.listen();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    host?.close();
    proxy?.close();
    await scene?.end();
  }, 30_000);

  beforeEach(() => {
    tenant = newId();
    script.config = defaultConfig;
    script.logs.clear();
    script.open = false;
    script.visitor = { tenant, token: (id) => signer.token({ tenant, id, visitor: true }) };
    script.send = answer;
  });

  const push = (session_id: string, ...entries: Entry[]): void =>
    scene.orchestrator.fleet.publish(liveSubject(tenant, session_id), { entries });

  /** Accepts, and answers at once. */
  const answer = async ({ session_id, text, client_message_id }: MessageDraft) => {
    const log = script.logs.get(session_id)!;
    const known = log.find((entry) => entry.client_message_id === client_message_id);
    const message = known ?? { ...entryAt(session_id, 1, text), seq: log.length + 1, client_message_id };
    if (!known) {
      const reply = { ...entryAt(session_id, 2, `You said: ${text}. Is that right?`), seq: log.length + 2 };
      log.push(message, { ...reply, answers: [message.id] });
      push(session_id, ...log.slice(-2));
    }
    return { status: 'done' as const, message, owner: { kind: 'bot' as const } };
  };

  const arrive = async (): Promise<Page> => {
    const context = await browser.newContext({ proxy: { server: proxyUrl, bypass: '127.0.0.1' } });
    const page = await context.newPage();
    await page.goto(host.url);
    await page.evaluate(drawn);
    return page;
  };
  const open = (page: Page) => page.getByRole('button', { name: 'Open the chat' }).click();
  const write = async (page: Page, text: string): Promise<void> => {
    await page.getByRole('textbox').fill(text);
    await page.getByRole('textbox').press('Enter');
  };
  const says = (page: Page, text: string) => page.getByRole('log').getByText(text).first().waitFor({ timeout: 5000 });

  it('is one script, small, kept for ten minutes, for any page', async () => {
    const reply = await fetch(`${door.url}/widget.js`);
    const body = Buffer.from(await reply.arrayBuffer());
    expect(gzipSync(body).length).toBeLessThan(LARGEST);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=600, stale-while-revalidate=86400',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    const again = await fetch(`${door.url}/widget.js`, { headers: { 'if-none-match': reply.headers.get('etag')! } });
    expect(again.status).toBe(304);
  });

  it('holds one conversation over reloads and in all tabs', async () => {
    const page = await arrive();
    await open(page);
    await write(page, 'first');
    await says(page, 'You said: first. Is that right?');
    await page.reload();
    await says(page, 'You said: first. Is that right?');
    const other = await page.context().newPage();
    await other.goto(host.url);
    await open(other);
    await says(other, 'You said: first. Is that right?');
    await write(other, 'second');
    await says(page, 'You said: second. Is that right?');
    expect(script.logs.size).toBe(1);
    await page.context().close();
  }, 30_000);

  it('keeps what could not be sent, and sends it again as the same', async () => {
    const seen: string[] = [];
    script.send = (draft) => {
      seen.push(draft.client_message_id);
      return Promise.reject(new FleetError('message.too_long'));
    };
    const page = await arrive();
    await open(page);
    await write(page, 'too much');
    await page.getByText('Not sent').waitFor();
    await page.reload();
    await page.getByText('Not sent').waitFor();
    script.send = (draft) => {
      seen.push(draft.client_message_id);
      return answer(draft);
    };
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('log').and(page.locator(':focus')).waitFor();
    await says(page, 'You said: too much. Is that right?');
    expect(new Set(seen).size).toBe(1);
    await page.context().close();
  }, 30_000);

  it('keeps what is being written: over a reload, in the closed box, and when the conversation ends meanwhile', async () => {
    const page = await arrive();
    const field = page.getByRole('textbox', { name: 'Write a message' });
    await open(page);
    await write(page, 'hello');
    await says(page, 'You said: hello');
    await field.fill('half a');
    await page.getByRole('button', { name: 'Close the chat' }).first().click();
    await page.reload();
    await open(page);
    expect(await field.inputValue()).toBe('half a');
    const [[session_id, log]] = [...script.logs] as [[string, Entry[]]];
    push(session_id, { ...entryAt(session_id, log.length + 1, ''), kind: 'session_end' });
    await page.getByRole('button', { name: 'Start a new conversation' }).click();
    expect(await field.inputValue()).toBe('half a');
    await page.context().close();
  }, 30_000);

  it('leaves who reads further up where they are, and follows who writes', async () => {
    const page = await arrive();
    await open(page);
    await write(page, 'hello');
    await says(page, 'You said: hello');
    const [[session_id, log]] = [...script.logs] as [[string, Entry[]]];
    const said = (text: string): Entry => ({ ...entryAt(session_id, 2, text), seq: log.length + 1 });
    for (let count = 0; count < 20; count += 1) log.push(said(`line ${count}`));
    await page.reload();
    const view = page.getByRole('log');
    const below = () => view.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    await says(page, 'line 19');
    await view.evaluate((box) => box.scrollTo(0, 0));
    // The page is told of it with the next picture.
    await page.evaluate(drawn);
    log.push(said('one more'));
    push(session_id, log.at(-1)!);
    await says(page, 'one more');
    expect(await below()).toBeGreaterThan(500);
    await write(page, 'down here');
    await says(page, 'You said: down here');
    expect(await below()).toBeLessThan(5);
    await page.context().close();
  }, 30_000);

  it('goes on over server-sent events where WebSockets are blocked', async () => {
    const page = await arrive();
    await page.routeWebSocket(/\/chat\/ws$/, (socket) => socket.close());
    await open(page);
    await write(page, 'hello');
    await says(page, 'You said: hello. Is that right?');
    await page.context().close();
  }, 30_000);

  it('is used with the keyboard alone', async () => {
    const page = await arrive();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('by hand');
    await page.keyboard.press('Enter');
    await says(page, 'You said: by hand. Is that right?');
    for (let count = 0; count < 12; count += 1) await page.keyboard.press('Tab');
    const inside = () => page.evaluate(() => document.activeElement?.tagName);
    expect(await inside()).toBe('PARLEY-WIDGET');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Open the chat' }).and(page.locator(':focus')).waitFor();
    await page.context().close();
  }, 30_000);

  it(`shows ${hostileTexts.length} hostile texts as what they are: nothing runs, nothing is asked for`, async () => {
    const page = await arrive();
    await open(page);
    await write(page, 'hello');
    await says(page, 'You said: hello');
    const [session_id] = [...script.logs.keys()] as [string];
    const log = script.logs.get(session_id)!;
    for (const text of hostileTexts) log.push(...hostileEntries(session_id, log.length, text));
    push(session_id, log.at(-1)!);
    await page
      .locator('.source')
      .nth(hostileTexts.length - 1)
      .waitFor({ timeout: 10_000 });
    await page.locator('.suggestion').first().waitFor();
    await faultless(page);
    const places = await page.evaluate(openEachSource);
    expect(places.map(({ quote }) => quote)).toEqual(hostileTexts);
    expect(places.filter(({ address }) => address !== undefined && !/^https?:/.test(address))).toEqual([]);
    const bubbles = await page.locator('.bubble').allTextContents();
    for (const text of hostileTexts) expect(bubbles.filter((each) => each === text).length).toBe(3);
    await faultless(page);
    await page.reload();
    await page.locator('.bubble').first().waitFor();
    await faultless(page);
    expect(proxy.asked.filter((each) => !ITS_OWN.test(each))).toEqual([]);
    await page.context().close();
  }, 60_000);
});

/** Keys that come before the first picture of a page is drawn are dropped by the browser. */
const drawn = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** The text at every place where an entry has one. */
function hostileEntries(session_id: string, last: number, text: string): Entry[] {
  const [one, two, three, four] = [1, 2, 3, 4].map((each) => last + each) as [number, number, number, number];
  const place = { document_id: newId(), title: text, url: text, heading: [text], start: 0, end: 1, quote: text };
  const base = (seq: number) => ({ ...entryAt(session_id, 2, text), seq });
  return [
    { ...base(one), kind: 'customer_message', author: { kind: 'customer', id: 'x', name: text } },
    { ...base(two), kind: 'handoff', owner: { kind: 'agent', agent_id: newId(), name: text } },
    { ...base(three), kind: 'agent_message', author: { kind: 'agent', id: 'x', name: text } },
    { ...base(four), citations: [place], suggestions: [{ label: text, value: text }] },
  ];
}

/** In the page: opens the source of each answer and goes back. */
async function openEachSource(): Promise<{ quote: string; address: string | undefined }[]> {
  const root = document.querySelector('parley-widget')!.shadowRoot!;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const places: { quote: string; address: string | undefined }[] = [];
  for (const source of root.querySelectorAll<HTMLElement>('.source')) {
    source.click();
    while (!root.querySelector('.quote')) await frame();
    const quote = root.querySelector('.quote')!.textContent!;
    places.push({ quote, address: root.querySelector<HTMLAnchorElement>('.out')?.href });
    root.querySelector<HTMLElement>('.back')!.click();
    while (root.querySelector('.quote')) await frame();
  }
  return places;
}

/** Nothing ran; there is no element but those of the chat box, no address but those of the web. */
async function faultless(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const root = document.querySelector('parley-widget')!.shadowRoot!;
    const foreign =
      'script,img,iframe,object,embed,link,style,base,meta,video,audio,math,template,details,[srcdoc],[onerror]';
    const links = [...root.querySelectorAll('a')];
    return {
      pwned: (window as { pwned?: number }).pwned,
      foreign: [...root.querySelectorAll(foreign)].map(({ outerHTML }) => outerHTML),
      inline: [...root.querySelectorAll('*')].flatMap(({ attributes }) =>
        [...attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => name),
      ),
      addresses: links.filter(({ protocol, rel }) => !/^https?:$/.test(protocol) || !rel.includes('noopener')).length,
    };
  });
  expect(found).toEqual({ pwned: undefined, foreign: [], inline: [], addresses: 0 });
}
