import { describe, expect, it } from '@jest/globals';
import { type HandoffStep, FleetError, handoffSteps } from '@parley/contracts';
import type { EntryDocument } from '../log/entry.document.js';
import { toLastWord } from '../log/log-state.js';
import { type Standing, admitStep, dialogueOf, standingOf } from './standing.js';

const entry = (fields: Partial<EntryDocument>) => fields as EntryDocument;

describe('who has a session', () => {
  it.each([
    ['nobody ever changed it', { owner: { kind: 'bot' } as const, change: undefined }, { kind: 'bot' }],
    [
      'it waits',
      { owner: { kind: 'nobody' } as const, change: entry({ kind: 'handoff', handoff: { id: 'h', state: 'queued' } }) },
      { kind: 'queued', handoff_id: 'h' },
    ],
    [
      'an agent has it',
      {
        owner: { kind: 'agent', agent_id: 'a' } as const,
        change: entry({ kind: 'handoff', handoff: { id: 'h', state: 'accepted' } }),
      },
      { kind: 'agent', handoff_id: 'h', agent_id: 'a' },
    ],
  ])('when %s', (_, state, standing) => {
    expect(standingOf(state)).toEqual(standing);
  });

  it('is nobody’s after its end', () => {
    const change = entry({ kind: 'session_end' });
    expect(standingOf({ owner: { kind: 'nobody' }, change })).toEqual({ kind: 'ended', entry: change });
  });
});

describe('admitStep', () => {
  const standings: Record<string, Standing> = {
    bot: { kind: 'bot' },
    waits: { kind: 'queued', handoff_id: 'h' },
    'waits for another': { kind: 'queued', handoff_id: 'x' },
    with: { kind: 'agent', handoff_id: 'h', agent_id: 'a' },
    'with another': { kind: 'agent', handoff_id: 'x', agent_id: 'a' },
    ended: { kind: 'ended', entry: entry({}) },
  };
  const admitted: Record<HandoffStep, readonly string[]> = {
    accept: ['waits'],
    take_over: ['bot', 'waits', 'waits for another'],
    transfer: ['with'],
    requeue: ['with'],
    lapse: ['with'],
    return: ['with'],
    resolve: ['with'],
  };
  const outcome = (standing: Standing, step: HandoffStep) => {
    try {
      admitStep(standing, step, 'h');
      return 'admitted';
    } catch (error) {
      return (error as FleetError).code;
    }
  };

  it.each(handoffSteps)('%s', (step) => {
    for (const [name, standing] of Object.entries(standings)) {
      const expected = admitted[step].includes(name)
        ? 'admitted'
        : name === 'ended'
          ? 'session.ended'
          : 'session.moved';
      expect([name, outcome(standing, step)]).toEqual([name, expected]);
    }
  });
});

describe('dialogueOf', () => {
  const [before, after] = [1, 2].map((acknowledged) => ({ acknowledged, answered: true }));
  it('is of the bot’s last word, or of the handoff after it', () => {
    const bot = entry({ seq: 3, dialogue: before! });
    expect(dialogueOf({ bot: toLastWord(bot), change: entry({ seq: 2, dialogue: after! }) })).toBe(before);
    expect(dialogueOf({ bot: toLastWord(bot), change: entry({ seq: 4, dialogue: after! }) })).toBe(after);
    expect(dialogueOf({ bot: undefined, change: undefined })).toEqual({ acknowledged: 0, answered: false });
  });
});
