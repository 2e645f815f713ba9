export type { Embedder } from './embed/port.js';
export type {
  DocumentFacts,
  IndexedDocument,
  IndexedPassage,
  PassageHit,
  PassageIndex,
  PassageQuery,
} from './passages/port.js';
