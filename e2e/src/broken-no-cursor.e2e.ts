import { describe } from '@jest/globals';
import { noCursor } from './faults/flaws.js';
import { flawSuite } from './suites/flaw.js';

describe('the checker of faults (real: a fleet with one service broken on purpose)', () => flawSuite(noCursor));
