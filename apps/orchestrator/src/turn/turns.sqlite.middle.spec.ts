import { describeTurns } from '../testing/turns.contract.js';

describeTurns('SQLite', (common) => common);
