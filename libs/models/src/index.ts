export type { Embedded, Embedder } from './embed/port.js';
export type {
  DocumentFacts,
  IndexedDocument,
  IndexedPassage,
  PassageHit,
  PassageIndex,
  PassageQuery,
  PassageResults,
} from './passages/port.js';
export { openPassageIndex } from './passages/sqlite/sqlite-passage-index.js';
export { openLocalEmbedder } from './embed/local-embedder.js';
export { analyse, type Analysis, type Token } from './words/analyse.js';
export type { Mention } from './words/concepts.js';
