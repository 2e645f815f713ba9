import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Browser } from './browser.fixture.js';
import { Chat } from './chat.js';
import { Memory, type Outgoing } from './memory.js';

const settings = { widget_key: 'key', base_url: 'http://api', language: 'en', theme: 'auto', side: 'right' } as const;
/** Longer than all attempts of a message take. */
const TRIED_MS = 20_000;

let browser: Browser;
let memory: Memory;

beforeEach(() => {
  jest.useFakeTimers();
  browser = new Browser();
  memory = new Memory(settings.widget_key);
  memory.session = { session_id: 's', token: 't' };
});
afterEach(() => void jest.useRealTimers());

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const states = (): string[] => memory.outgoing.map(({ text, state, code }) => `${text} ${state} ${code ?? ''}`.trim());
const kept = (text: string, state: Outgoing['state'], code?: string): Outgoing => ({
  client_message_id: text,
  text,
  state,
  ...(code === undefined ? {} : { code }),
});

/** (real: client, memory; in memory: storage, API, socket) */
describe('messages on their way', () => {
  it('do not pass one that is not reached, and go in their order once it is', async () => {
    browser.fares = (text) => (text === 'one' ? 'unreached' : 'accepted');
    const chat = new Chat(settings, memory);
    chat.outbox.send('one');
    chat.outbox.send('two');
    await pass(TRIED_MS);
    expect([browser.accepted, states()]).toEqual([[], ['one failed', 'two failed']]);
    browser.fares = () => 'accepted';
    browser.cut();
    await pass(1000);
    expect([browser.accepted, states()]).toEqual([['one', 'two'], []]);
  });

  it('take along what was not reached before', async () => {
    browser.fares = () => 'unreached';
    const chat = new Chat(settings, memory);
    chat.outbox.send('one');
    await pass(TRIED_MS);
    browser.fares = () => 'accepted';
    chat.outbox.send('two');
    await pass(0);
    expect(browser.accepted).toEqual(['one', 'two']);
  });

  it('go on after a reload, but for what was refused', async () => {
    memory.outgoing = [kept('one', 'failed'), kept('two', 'failed', 'request.invalid'), kept('three', 'sending')];
    new Chat(settings, memory);
    await pass(0);
    expect([browser.accepted, states()]).toEqual([['one', 'three'], ['two failed request.invalid']]);
  });

  it('pass one that is refused, which waits for the customer whatever happens to the others', async () => {
    browser.fares = (text) => (text === 'one' ? 'refused' : 'unreached');
    const chat = new Chat(settings, memory);
    chat.outbox.send('one');
    chat.outbox.send('two');
    await pass(TRIED_MS);
    expect(states()).toEqual(['one failed request.invalid', 'two failed']);
    browser.fares = () => 'accepted';
    browser.cut();
    await pass(1000);
    expect([browser.accepted, states()]).toEqual([['two'], ['one failed request.invalid']]);
    chat.outbox.retry(memory.outgoing[0]!.client_message_id);
    await pass(0);
    expect([browser.accepted, states()]).toEqual([['two', 'one'], []]);
  });
});

describe('what was not looked at', () => {
  it('is there after a reload, until one tab has shown it', async () => {
    const entry = (seq: number, kind: string) => ({ seq, kind, id: `${seq}`, text: 'text', author: {} });
    browser.history = [entry(1, 'customer_message'), entry(2, 'bot_message'), entry(3, 'agent_message')];
    const loaded = async (): Promise<Chat> => {
      const chat = new Chat(settings, memory);
      await pass(0);
      return chat;
    };
    const [one, other] = [await loaded(), await loaded()];
    one.show(true);
    one.show(false);
    browser.told('storage', { key: `parley:${settings.widget_key}` });
    expect([one.state.unread, other.state.unread, (await loaded()).state.unread]).toEqual([0, 0, 0]);
    browser.history = [...browser.history, entry(4, 'handoff'), entry(5, 'agent_message')];
    expect((await loaded()).state.unread).toBe(1);
  });
});

describe('the network', () => {
  it('brings what was written before the first conversation, once it is back', async () => {
    memory.session = undefined;
    browser.fares = () => 'unreached';
    const chat = new Chat(settings, memory);
    browser.told('offline');
    chat.outbox.send('one');
    await pass(TRIED_MS);
    expect([chat.state.online, states()]).toEqual([false, ['one failed']]);
    browser.fares = () => 'accepted';
    browser.told('online');
    await pass(0);
    expect([chat.state.online, browser.accepted, states()]).toEqual([true, ['one'], []]);
  });
});

describe('the line', () => {
  it('is waited for until it is there again', async () => {
    const chat = new Chat(settings, memory);
    await pass(0);
    const seen: string[] = [];
    chat.onChange(() => seen.push(chat.state.connection));
    browser.cut();
    await pass(1000);
    expect([...new Set(seen)]).toEqual(['waiting', 'live']);
  });
});
