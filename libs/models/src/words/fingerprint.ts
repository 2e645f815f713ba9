import { createHash } from 'node:crypto';
import table from './concepts.json' with { type: 'json' };

/** To be raised whenever the same text becomes other terms than before, but for the table of concepts. */
const version = 8;

/** Terms of two fingerprints cannot be compared. */
export const analysisFingerprint = createHash('sha256')
  .update(JSON.stringify([version, table]))
  .digest('hex')
  .slice(0, 16);
