import { describe, expect, it } from '@jest/globals';
import type { Handoff } from '../fleet/shapes.js';
import {
  colleagues,
  emptyDesk,
  handoffOf,
  handsOf,
  queueOf,
  read,
  reading,
  waitedSeconds,
  withAgent,
  withHandoff,
} from './handoffs.js';

const handoff = (id: string, more: Partial<Handoff> = {}): Handoff => ({
  id,
  session_id: `s-${id}`,
  version: 1,
  state: 'queued',
  reason: 'customer_request',
  priority: 'normal',
  language: 'en',
  customer: { id: 'c' },
  packet: { reason: 'customer_request', goal: '', tried: [], documents: [], language: 'en', last_messages: [] },
  queued_at: '2026-01-01T10:00:00Z',
  waiting_s: 0,
  ...more,
});

const mine = { state: 'accepted' as const, agent: { id: 'me', name: 'Me' }, version: 2 };
const ids = (handoffs: readonly Handoff[]): string[] => handoffs.map(({ id }) => id);
const lists = (...handoffs: Handoff[]) => ({ handoffs, agents: [] });

describe('what is known of the desk', () => {
  it('shows the most urgent first, then the longest waiting', () => {
    const desk = read(
      emptyDesk,
      lists(
        handoff('late', { queued_at: '2026-01-01T10:05:00Z' }),
        handoff('early'),
        handoff('urgent', { priority: 'urgent', queued_at: '2026-01-01T10:09:00Z' }),
      ),
    );
    expect(ids(queueOf(desk))).toEqual(['urgent', 'early', 'late']);
  });

  it('takes a handoff out of the queue when a colleague has it', () => {
    const desk = withHandoff(
      read(emptyDesk, lists(handoff('a'))),
      handoff('a', { ...mine, agent: { id: 'x', name: 'X' } }),
    );
    expect([queueOf(desk), handsOf(desk, 'me')]).toEqual([[], []]);
  });

  it('keeps the newer of two views, whichever comes last', () => {
    const desk = withHandoff(withHandoff(emptyDesk, handoff('a', mine)), handoff('a'));
    expect(ids(handsOf(desk, 'me'))).toEqual(['a']);
  });

  it('keeps what was pushed while the lists were read, and forgets what is in none', () => {
    const before = read(emptyDesk, lists(handoff('gone'), handoff('a')));
    const meanwhile = withHandoff(reading(before), handoff('a', mine));
    const desk = read(meanwhile, lists(handoff('a'), handoff('b')));
    expect([ids(queueOf(desk)), ids(handsOf(desk, 'me'))]).toEqual([['b'], ['a']]);
  });

  it('finds the handoff of a session: the one under way before those that are over', () => {
    const over = handoff('over', { session_id: 's', state: 'returned', queued_at: '2026-01-02T10:00:00Z' });
    const now = handoff('now', { session_id: 's' });
    expect(handoffOf(read(emptyDesk, lists(over, now)), 's')?.id).toBe('now');
    expect(handoffOf(read(emptyDesk, lists(over)), 's')?.id).toBe('over');
    expect(handoffOf(emptyDesk, 's')).toBeUndefined();
  });

  it('names colleagues who are online, the least busy first', () => {
    const agent = (agent_id: string, active: number, status: 'online' | 'away' = 'online') => ({
      agent_id,
      name: agent_id,
      status,
      capacity: 5,
      active,
    });
    const desk = [agent('me', 0), agent('busy', 4), agent('free', 1), agent('away', 0, 'away')].reduce(
      withAgent,
      emptyDesk,
    );
    expect(colleagues(desk, 'me').map(({ agent_id }) => agent_id)).toEqual(['free', 'busy']);
  });

  it('counts the time that somebody waits on', () => {
    expect(waitedSeconds(handoff('a', { waiting_s: 5 }), Date.parse('2026-01-01T10:01:00Z'))).toBe(60);
    expect(waitedSeconds(handoff('a', { waiting_s: 5 }), Date.parse('2026-01-01T09:00:00Z'))).toBe(5);
  });
});
