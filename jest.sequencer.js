import Sequencer from '@jest/test-sequencer';

/** Specs that take longest: begun first, so that no worker is left with one at the end. jest itself knows how long a spec takes only where it ran before. */
const LONGEST = [
  'faults.e2e.ts',
  'api.e2e.ts',
  'broken-early-accept.e2e.ts',
  'broken-no-cursor.e2e.ts',
  'broken-no-head.e2e.ts',
  'faults-of-a-stale-writer.e2e.ts',
  'observability.e2e.ts',
  'console.e2e.ts',
  'pairs.e2e.ts',
  'worker.middle.spec.ts',
];

const placeOf = ({ path }) => {
  const place = LONGEST.findIndex((name) => path.endsWith(`/${name}`));
  return place < 0 ? LONGEST.length : place;
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => placeOf(one) - placeOf(other));
  }
}
