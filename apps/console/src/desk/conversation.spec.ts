import { describe, expect, it } from '@jest/globals';
import type { Entry, Session, SessionEvent } from '../fleet/shapes.js';
import {
  after,
  handoffIn,
  isEnded,
  languageOf,
  lastSeq,
  linesOf,
  merged,
  opened,
  ownerOf,
  resumeFrom,
  withEarlier,
  withEntries,
} from './conversation.js';

const session: Session = {
  id: 's',
  user_id: 'u',
  created_at: '2026-01-01T10:00:00Z',
  owner: { kind: 'bot' },
  epoch: 0,
  seq: 0,
};

const entry = (seq: number, more: Partial<Entry> = {}): Entry => ({
  id: `e${seq}`,
  session_id: 's',
  seq,
  epoch: 0,
  kind: seq % 2 ? 'customer_message' : 'bot_message',
  author: seq % 2 ? { kind: 'customer', id: 'c' } : { kind: 'bot', id: 'bot' },
  text: `text ${seq}`,
  language: 'en',
  at: new Date(Date.UTC(2026, 0, 1, 10, seq)).toISOString(),
  ...more,
});

const seqs = (entries: readonly Entry[]): number[] => entries.map(({ seq }) => seq);
const told = (type: 'accepted' | 'message' | 'state', data: Entry): SessionEvent =>
  ({ type, id: `${data.seq}.0`, session_id: 's', data, at: data.at }) as SessionEvent;
const delta = (seq: number, part: number, text: string): SessionEvent => ({
  type: 'delta',
  id: `${seq}.${part}`,
  session_id: 's',
  data: { seq, part, text },
  at: session.created_at,
});
const typing = (kind: 'customer' | 'agent', yes: boolean): SessionEvent => ({
  type: 'typing',
  session_id: 's',
  data: { author: { kind }, typing: yes },
  at: session.created_at,
});
const page = (...numbers: number[]) => ({ items: numbers.map((seq) => entry(seq)) });

describe('entries by seq', () => {
  it.each([
    [[1, 2], [3], [1, 2, 3]],
    [
      [1, 2],
      [2, 3],
      [1, 2, 3],
    ],
    [
      [4, 5],
      [1, 2, 3],
      [1, 2, 3, 4, 5],
    ],
    [[1, 3], [2], [1, 2, 3]],
    [[], [], []],
  ])('%j and %j are %j', (one, other, both) => {
    expect(seqs(merged(page(...one).items, page(...other).items))).toEqual(both);
  });

  it('takes the newer view of what both have', () => {
    expect(merged([entry(1)], [entry(1, { text: 'new' })])[0]!.text).toBe('new');
  });
});

describe('a conversation', () => {
  const begun = opened(session, page(1, 2));

  it('goes on with what happens, each entry once', () => {
    const events = [told('accepted', entry(3)), told('accepted', entry(3)), told('message', entry(4))];
    expect(seqs(events.reduce((now, event) => after(now, event, 0), begun).entries)).toEqual([1, 2, 3, 4]);
  });

  it('shows an answer while it grows, until it is whole', () => {
    const growing = [delta(3, 1, 'One. '), delta(3, 1, 'One. '), delta(3, 2, 'Two.')].reduce(
      (now, event) => after(now, event, 0),
      begun,
    );
    expect(growing.growing).toEqual({ seq: 3, part: 2, text: 'One. Two.' });
    expect(after(growing, told('message', entry(3)), 0).growing).toBeUndefined();
    expect(after(begun, delta(2, 1, 'old'), 0).growing).toBeUndefined();
  });

  it('takes an answer that still grows from its beginning, when it is read in the middle', () => {
    const half = { ...entry(3), open: true };
    const read = opened(session, { items: [entry(1), entry(2), half] });
    expect([seqs(read.entries), resumeFrom(read)]).toEqual([[1, 2], '2.999999']);
    expect(after(read, delta(3, 1, 'One. '), 0).growing?.text).toBe('One. ');
  });

  it('takes what was said after an answer that still grows when it follows the answer', () => {
    const items = [entry(1), entry(2), { ...entry(3), open: true }, entry(4)];
    const read = opened(session, { items });
    expect([seqs(read.entries), resumeFrom(read)]).toEqual([[1, 2], '2.999999']);
    expect(seqs(withEntries(begun, items).entries)).toEqual([1, 2]);
    const whole = [told('message', entry(3)), told('accepted', entry(4))];
    expect(seqs(whole.reduce((now, event) => after(now, event, 0), read).entries)).toEqual([1, 2, 3, 4]);
  });

  it('believes for a while that somebody types, until he says something', () => {
    const now = after(begun, typing('customer', true), 1000);
    expect(now.typing).toEqual({ who: 'customer', until: 7000 });
    expect(after(now, told('message', entry(4)), 0).typing).toBeDefined();
    expect(after(now, told('accepted', entry(3)), 0).typing).toBeUndefined();
    expect(after(now, typing('customer', false), 0).typing).toBeUndefined();
  });

  it('belongs to whom its last change says', () => {
    const agent = { kind: 'agent' as const, agent_id: 'a', name: 'Ayşe' };
    const taken = entry(3, { kind: 'handoff', owner: agent, handoff: { id: 'h', state: 'accepted' } });
    expect(ownerOf(begun)).toEqual({ kind: 'bot' });
    const now = after(begun, told('state', taken), 0);
    expect([ownerOf(now), handoffIn(now), isEnded(now)]).toEqual([agent, 'h', false]);
    expect(isEnded(after(now, told('state', entry(4, { kind: 'session_end' })), 0))).toBe(true);
  });

  it('is continued after its last entry, and read backwards to its first', () => {
    expect([resumeFrom(begun), resumeFrom(opened(session, page()))]).toEqual(['2.999999', undefined]);
    const ended = entry(3, { kind: 'session_end' });
    expect(resumeFrom(after(begun, told('state', ended), 0))).toBe('3.0');
    expect(resumeFrom(after(begun, told('state', { ...ended, rating: 5 }), 0))).toBe('3.999999');
    const late = opened(session, { ...page(5, 6), cursor: 'c' });
    const whole = withEarlier(late, page(3, 4));
    expect([seqs(whole.entries), whole.earlier, lastSeq(whole)]).toEqual([[3, 4, 5, 6], undefined, 6]);
  });
});

describe('lines', () => {
  it('begin anew with a day, an author, a pause, and what nobody said', () => {
    const again = { kind: 'customer_message', author: { kind: 'customer', id: 'c' } } as const;
    const lines = linesOf([
      entry(1),
      entry(2, again),
      entry(3, { kind: 'handoff', author: { kind: 'system', id: 'system' } }),
      entry(4, again),
      entry(15, again),
      entry(17, { ...again, at: '2026-01-03T10:00:00Z' }),
    ]);
    expect(lines.map(({ goesOn }) => goesOn)).toEqual([false, true, false, false, false, false]);
    expect(lines.map(({ newDay }) => newDay)).toEqual([true, false, false, false, false, true]);
  });
});

describe('the language of a conversation', () => {
  it('is that of the last word, else the one that it began in', () => {
    const spoken = opened({ ...session, language: 'en' }, { items: [entry(1), entry(2, { language: 'tr' })] });
    expect(languageOf(spoken)).toBe('tr');
    expect(languageOf(opened({ ...session, language: 'tr' }, { items: [] }))).toBe('tr');
  });
});
