export { ModelFailure, type FailureKind } from './chat/failure.js';
export { openChatModel } from './chat/open-chat-model.js';
export type { Chat, ChatAsk, ChatEnd, ChatModel, Said, Usage } from './chat/port.js';
export { openEmbedder } from './embed/open-embedder.js';
export type { Embedded, Embedder, Purpose } from './embed/port.js';
export type {
  DocumentFacts,
  IndexedDocument,
  IndexedPassage,
  PassageHit,
  PassageIndex,
  PassageQuery,
  PassageResults,
  VectorGap,
} from './passages/port.js';
export { openPassages, passageSettings, refuseHalfPinecone, type PassageConfig } from './passages/open-passages.js';
export { openPassageIndex } from './passages/sqlite/sqlite-passage-index.js';
export { turns } from './passages/turns.js';
export { openLocalEmbedder } from './embed/local-embedder.js';
export { Pseudonyms } from './personal/pseudonyms.js';
export { openTokenizer, type Tokenizer } from './tokens/tokenizer.js';
export { analyse, analyseAcross, type Analysis, type Token } from './words/analyse.js';
export type { Mention } from './words/concepts.js';
export { isSlip } from './words/slips.js';
export {
  modelChoice,
  providerSettings,
  refuseIncomplete,
  type EmbeddingChoice,
  type ModelChoice,
  type ProviderConfig,
} from './providers/settings.js';
