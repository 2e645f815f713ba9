import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@parley/contracts';
import { eventsOf, positionOf, sentencesOf } from './parts.js';

const entry = (kind: Entry['kind'], text: string): Entry => ({
  id: '01900000-0000-7000-8000-000000000001',
  session_id: '01900000-0000-7000-8000-000000000002',
  seq: 7,
  epoch: 0,
  kind,
  author: { kind: 'bot', id: 'bot' },
  text,
  language: 'en',
  at: '2026-01-01T00:00:00.000Z',
});

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', ['One. ', 'Two! ', 'Three?']],
    ['No end', ['No end']],
    ['It costs 3.50 TL. "Yes." Fine…', ['It costs 3.50 TL. ', '"Yes." ', 'Fine…']],
    ['First line\n\n- a point\n- another', ['First line\n\n', '- a point\n', '- another']],
    ['Merhaba! Siparişiniz yolda. İyi günler.', ['Merhaba! ', 'Siparişiniz yolda. ', 'İyi günler.']],
    ['Really?! … ', ['Really?! ', '… ']],
    ['', []],
  ])('cuts %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });

  it('loses nothing, whatever the text', () => {
    for (const text of ['  lead', '...', '\n\n', 'a.b.c', '?!?! x', 'x'.repeat(16_000), '. '.repeat(8_000), '🙂. 🙂']) {
      expect(sentencesOf(text).join('')).toBe(text);
    }
  });
});

describe('events of an entry', () => {
  it('tells a bot message by sentence, then whole', () => {
    const events = eventsOf(entry('bot_message', 'One. Two.'));
    expect(events.map(({ type, id }) => [type, id])).toEqual([
      ['delta', '7.1'],
      ['delta', '7.2'],
      ['message', '7.3'],
    ]);
    expect(events[1]!.data).toEqual({ seq: 7, part: 2, text: 'Two.' });
    expect(events[2]!.data).toMatchObject({ text: 'One. Two.' });
  });

  it('tells a customer’s message as accepted and changes as state, part 0', () => {
    expect(eventsOf(entry('customer_message', 'hi')).map(({ type, id }) => [type, id])).toEqual([['accepted', '7.0']]);
    expect(eventsOf(entry('owner_change', '')).map(({ type, id }) => [type, id])).toEqual([['state', '7.0']]);
    expect(eventsOf(entry('session_end', '')).map(({ type, id }) => [type, id])).toEqual([['state', '7.0']]);
  });

  it('tells the end, and what the customer thought of it once that is known', () => {
    const rated = { ...entry('session_end', 'The end.'), rating: 5 };
    expect(eventsOf(rated).map(({ type, id }) => [type, id])).toEqual([
      ['state', '7.0'],
      ['state', '7.1'],
    ]);
  });

  it('tells a handoff that changes the owner as state, then as message', () => {
    const queued = { ...entry('handoff', 'You wait.'), owner: { kind: 'nobody' } as const };
    expect(eventsOf(queued).map(({ type, id }) => [type, id])).toEqual([
      ['state', '7.0'],
      ['message', '7.1'],
    ]);
  });

  it('tells what people and actions say as message', () => {
    expect(eventsOf(entry('agent_message', 'hello')).map(({ type, id }) => [type, id])).toEqual([['message', '7.1']]);
  });
});

describe('positions', () => {
  it.each([
    ['3.1', { seq: 3, part: 1 }],
    ['0.0', { seq: 0, part: 0 }],
    ['3', undefined],
    ['-1.0', undefined],
    ['3.1.2', undefined],
    ['9999999999999999.0', undefined],
  ])('reads %j', (id, position) => {
    expect(positionOf(id)).toEqual(position);
  });
});

describe('an answer that is shown while it is written', () => {
  const text = 'One. Two.\n• three';
  const growing = { ...entry('bot_message', text), open: true, parts: [4, 9, 17] };
  const told = (shown: Entry) => eventsOf(shown).map(({ type, id, data }) => [type, id, 'text' in data && data.text]);
  const deltas = [
    ['delta', '7.1', 'One.'],
    ['delta', '7.2', ' Two.'],
    ['delta', '7.3', '\n• three'],
  ];

  it('is told in the parts that were stored, and as a message when it is finished', () => {
    expect(told(growing)).toEqual(deltas);
    const { open: _, ...finished } = growing;
    expect(told(finished)).toEqual([...deltas, ['message', '7.4', text]]);
  });
});
