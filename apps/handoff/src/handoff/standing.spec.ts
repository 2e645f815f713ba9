import { describe, expect, it } from '@jest/globals';
import type { HandoffStep } from '@parley/contracts';
import { type Actor, type Standing, over, raised, rankOf, verdictOn } from './standing.js';

const then = '2026-01-01T10:00:00.000Z';
const now = '2026-01-01T11:00:00.000Z';
const named = (id: string) => ({ id, name: id });
const [ann, bob] = [named('ann'), named('bob')];
const agent = (id: string): Actor => ({ id, senior: false });
const boss: Actor = { id: 'boss', senior: true };

const waits: Standing = { state: 'queued', since: then };
const withAnn: Standing = { state: 'accepted', waited_since: then, since: then, agent: ann };
const accepted = { at: then, waited_since: then, agent: ann };
const returned: Standing = { state: 'returned', since: then, accepted };
const resolved: Standing = { state: 'resolved', since: then, accepted };
const cancelled: Standing = { state: 'cancelled', since: then };

describe('verdictOn', () => {
  it.each<[string, Standing, HandoffStep, typeof ann, Actor | undefined, string]>([
    ['Ann accepts from the queue', waits, 'accept', ann, agent('ann'), 'accepted by ann'],
    ['Ann accepts again', withAnn, 'accept', ann, agent('ann'), 'stands'],
    ['Bob accepts what Ann has', withAnn, 'accept', bob, agent('bob'), 'handoff.taken'],
    ['Bob accepts what is over', cancelled, 'accept', bob, agent('bob'), 'handoff.over'],
    ['Bob takes over from Ann', withAnn, 'take_over', bob, agent('bob'), 'accepted by bob'],
    ['Ann takes over what she has', withAnn, 'take_over', ann, agent('ann'), 'stands'],
    ['Ann gives back to the bot', withAnn, 'return', ann, agent('ann'), 'returned'],
    ['Ann gives back again', returned, 'return', ann, agent('ann'), 'stands'],
    ['Ann resolves what she gave back', returned, 'resolve', ann, agent('ann'), 'handoff.over'],
    ['Bob resolves what Ann has', withAnn, 'resolve', ann, agent('bob'), 'handoff.not_yours'],
    ['a supervisor resolves what Ann has', withAnn, 'resolve', ann, boss, 'resolved'],
    ['Ann resolves', withAnn, 'resolve', ann, agent('ann'), 'resolved'],
    ['Ann resolves again', resolved, 'resolve', ann, agent('ann'), 'stands'],
    ['Ann resolves what waits', waits, 'resolve', ann, agent('ann'), 'handoff.not_yours'],
    ['Ann transfers to Bob', withAnn, 'transfer', bob, agent('ann'), 'accepted by bob'],
    ['Bob transfers to himself', withAnn, 'transfer', bob, agent('bob'), 'handoff.not_yours'],
    ['Ann puts it back', withAnn, 'requeue', ann, agent('ann'), 'queued'],
    ['Ann is gone', withAnn, 'lapse', ann, undefined, 'queued'],
    ['Bob is gone, Ann has it', withAnn, 'lapse', bob, undefined, 'stands'],
    ['Ann is gone, it waits again', waits, 'lapse', ann, undefined, 'stands'],
    ['Ann is gone, it is over', resolved, 'lapse', ann, undefined, 'stands'],
  ])('%s', (_, standing, step, who, actor, expected) => {
    const verdict = verdictOn(standing, step, who, actor, now);
    if (verdict.kind !== 'move') expect(verdict.kind === 'refused' ? verdict.code : verdict.kind).toBe(expected);
    else
      expect(verdict.to.state + (verdict.to.state === 'accepted' ? ` by ${verdict.to.agent.id}` : '')).toBe(expected);
  });

  it('keeps since when the customer waited, and who had it', () => {
    expect(verdictOn(waits, 'accept', ann, agent('ann'), now)).toEqual({
      kind: 'move',
      to: { state: 'accepted', waited_since: then, since: now, agent: ann },
    });
    expect(over(withAnn, 'resolved', now)).toEqual({ state: 'resolved', since: now, accepted });
    expect(over(resolved, 'cancelled', now)).toBe(resolved);
  });
});

describe('the queue', () => {
  it('goes by priority, then by waiting time, then by id', () => {
    const ranks = [
      rankOf('urgent', now, 'a'),
      rankOf(raised('low'), now, 'a'),
      rankOf('normal', then, 'b'),
      rankOf('normal', now, 'a'),
      rankOf('normal', now, 'b'),
      rankOf('low', then, 'a'),
    ];
    expect([...ranks].sort()).toEqual(ranks);
  });
});
