export type { Embedded, Embedder } from './embed/port.js';
export type {
  DocumentFacts,
  IndexedDocument,
  IndexedPassage,
  PassageHit,
  PassageIndex,
  PassageQuery,
} from './passages/port.js';
export { openPassageIndex } from './passages/sqlite/sqlite-passage-index.js';
export { openLocalEmbedder } from './embed/local-embedder.js';
