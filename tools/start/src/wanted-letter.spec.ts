import { describe, expect, it } from '@jest/globals';
import { wantedOf } from './wanted-letter.js';

describe('what is wanted of dead letters', () => {
  it.each([
    [['insights'], { service: 'insights' }],
    [['handoff', 'e1'], { service: 'handoff', id: 'e1' }],
    [['handoff', 'drop', 'e1', '--why', 'of no use'], { service: 'handoff', id: 'e1', why: 'of no use' }],
  ])('%j', (args, wanted) => expect(wantedOf(args)).toEqual(wanted));

  it.each([
    [['gateway']],
    [['insights', 'e1', 'e2']],
    [['insights', 'drop', 'e1']],
    [['insights', 'drop', '--why', 'of no use']],
    [['insights', 'e1', '--why', 'of no use']],
    [['insights', '--all']],
  ])('%j is refused', (args) => expect(() => wantedOf(args)).toThrow());
});
