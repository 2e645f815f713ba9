import { describe, expect, it } from '@jest/globals';
import type { Entry, SessionEvent } from '@parley/client';
import {
  awaitsAnswer,
  empty,
  placeOf,
  suggestionsOf,
  withEvent,
  withHistory,
  type Conversation,
} from './conversation.js';

const session_id = 's';
const entry = (seq: number, kind: Entry['kind'], more: Partial<Entry> = {}): Entry => ({
  id: `e${seq}`,
  session_id,
  seq,
  epoch: 0,
  kind,
  author: { kind: kind === 'customer_message' ? 'customer' : 'bot', id: 'x' },
  text: `text ${seq}`,
  language: 'en',
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});
const said = (data: Entry): SessionEvent => ({ type: 'message', id: `${data.seq}.1`, session_id, data, at: data.at });
const delta = (seq: number, part: number, text: string): SessionEvent => ({
  type: 'delta',
  id: `${seq}.${part}`,
  session_id,
  data: { seq, part, text },
  at: '',
});
const after = (events: readonly SessionEvent[], state: Conversation = empty): Conversation =>
  events.reduce((before, event) => withEvent(before, event, 0), state);

describe('a conversation', () => {
  it('grows by sentences, until the message is whole', () => {
    const grown = after([delta(2, 1, 'One. '), delta(2, 2, 'Two.'), delta(2, 1, 'One. ')]);
    expect(grown.growing?.parts.join('')).toBe('One. Two.');
    const whole = after([said(entry(2, 'bot_message'))], grown);
    expect(whole.growing).toBeUndefined();
    expect(after([delta(2, 1, 'One. ')], whole).growing).toBeUndefined();
  });

  it('has each entry once and in order, however it comes', () => {
    const state = after([3, 1, 2, 3].map((seq) => said(entry(seq, 'bot_message'))));
    expect(state.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    const more = withHistory(state, [entry(1, 'bot_message'), entry(4, 'bot_message')], 'older');
    expect([more.entries.map(({ seq }) => seq), more.earlier]).toEqual([[1, 2, 3, 4], 'older']);
  });

  it('resumes before an answer that is still growing', () => {
    const open = { ...entry(4, 'bot_message'), open: true } as Entry;
    expect(placeOf([entry(3, 'customer_message'), open])).toBe('3.999999');
    expect(placeOf([entry(3, 'customer_message'), open, entry(5, 'customer_message')])).toBe('3.999999');
    expect(placeOf([])).toBeUndefined();
    expect(withHistory(empty, [entry(3, 'customer_message'), open], undefined).entries).toHaveLength(1);
  });

  it('knows its owner and its end', () => {
    const agent = { kind: 'agent', agent_id: 'a', name: 'Ayşe' } as const;
    const state = after([said(entry(1, 'handoff', { owner: agent }))]);
    expect(state.owner).toEqual(agent);
    expect(after([said(entry(2, 'session_end', { owner: { kind: 'nobody' } }))], state)).toMatchObject({ ended: true });
  });

  it('waits for an answer, from the assistant only', () => {
    const asked = after([said(entry(1, 'customer_message'))]);
    expect(awaitsAnswer(asked)).toBe(true);
    expect(awaitsAnswer(after([delta(2, 1, 'x')], asked))).toBe(false);
    expect(awaitsAnswer(after([said(entry(2, 'bot_message', { answers: ['e1'] }))], asked))).toBe(false);
    expect(awaitsAnswer(after([said(entry(2, 'bot_message', { answers: [] }))], asked))).toBe(true);
    expect(awaitsAnswer(after([said(entry(2, 'handoff', { owner: { kind: 'nobody' } }))], asked))).toBe(false);
  });

  it('offers what was suggested last, until somebody says something', () => {
    const suggestions = [{ label: 'A person', value: 'person' }];
    const state = after([said(entry(2, 'bot_message', { suggestions }))]);
    expect(suggestionsOf(state)).toEqual(suggestions);
    expect(suggestionsOf(after([said(entry(3, 'customer_message'))], state))).toEqual([]);
    expect(suggestionsOf(after([said(entry(3, 'session_end'))], state))).toEqual([]);
  });

  it('keeps the way back to the assistant open for whoever writes while waiting', () => {
    const suggestions = [{ label: 'Go on with the assistant', value: 'bot' }];
    const waits = after([said(entry(1, 'handoff', { owner: { kind: 'nobody' }, suggestions }))]);
    const written = after([said(entry(2, 'customer_message'))], waits);
    expect(suggestionsOf(written)).toEqual(suggestions);
    const agent = { kind: 'agent', agent_id: 'a', name: 'Ayşe' } as const;
    expect(suggestionsOf(after([said(entry(3, 'handoff', { owner: agent }))], written))).toEqual([]);
  });

  it('shows who types, not for long, and never the customer', () => {
    const typing = (kind: 'agent' | 'customer', on: boolean): SessionEvent => ({
      type: 'typing',
      session_id,
      data: { author: { kind, name: 'Ayşe' }, typing: on },
      at: '',
    });
    expect(after([typing('agent', true)]).typing).toMatchObject({ name: 'Ayşe' });
    expect(after([typing('agent', true), typing('agent', false)]).typing).toBeUndefined();
    expect(after([typing('agent', true), said(entry(1, 'agent_message'))]).typing).toBeUndefined();
    expect(after([typing('customer', true)]).typing).toBeUndefined();
  });
});
