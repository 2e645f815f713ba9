import { beforeEach, describe, expect, it } from '@jest/globals';
import { Browser } from './browser.fixture.js';
import { Memory } from './memory.js';

const message = { client_message_id: 'm', text: 'hello', state: 'sending' } as const;
let browser: Browser;

beforeEach(() => {
  browser = new Browser();
});

describe('what a browser remembers', () => {
  it('is there after a reload', () => {
    new Memory('key').outgoing = [message];
    expect(new Memory('key').outgoing).toEqual([message]);
  });

  it('is kept by the page while the storage is full, and by the storage once it has room', () => {
    const memory = new Memory('key');
    memory.session = { session_id: 's', token: 't' };
    browser.storage = 'full';
    memory.outgoing = [message];
    expect([memory.session?.session_id, memory.outgoing]).toEqual(['s', [message]]);
    browser.storage = 'takes';
    memory.outgoing = [...memory.outgoing, { ...message, client_message_id: 'n' }];
    expect(new Memory('key').outgoing).toHaveLength(2);
    new Memory('key').outgoing = [];
    expect(memory.outgoing).toEqual([]);
  });

  it('is kept by the page where there is no storage', () => {
    browser.storage = 'missing';
    const memory = new Memory('key');
    memory.outgoing = [message];
    expect(memory.outgoing).toEqual([message]);
    expect(new Memory('key').outgoing).toEqual([]);
  });
});
