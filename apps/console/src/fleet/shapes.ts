import type { components } from '@parley/client';

type Schemas = components['schemas'];

export type Handoff = Schemas['Handoff'];
export type Presence = Schemas['Presence'];
export type Note = Schemas['Note'];
export type Session = Schemas['Session'];
export type User = Schemas['User'];
export type Tokens = Schemas['Tokens'];
export type DocumentSummary = Schemas['DocumentSummary'];
export type IngestionJob = Schemas['IngestionJob'];
export type FoundPassage = Schemas['FoundPassage'];
export type PassageSearchResult = Schemas['PassageSearchResult'];
export type TurnCount = Schemas['TurnCount'];
export type Citation = Schemas['Citation'];
export type Verdict = Schemas['Verdict'];
export type { Entry, Owner, SessionEvent } from '@parley/client';
