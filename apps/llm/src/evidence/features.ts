/** What orders passages: each of these times its weight. */
export const orderFeatures = [
  'score',
  'cover',
  'exact',
  'title',
  'heading',
  'unit',
  'document',
  'density',
  'found',
  'meaning',
] as const;
export type OrderFeatures = Readonly<Record<(typeof orderFeatures)[number], number>>;

/**
 * What tells whether a passage carries an answer: of the passage, then of its document, then of the question and of all
 * that was found, then of the words as they were typed, whatever means the same, and of how the question is put.
 */
export const chanceFeatures = [
  ...(['order', 'exact', 'heading', 'unit', 'density', 'found', 'ahead', 'words', 'meaning'] as const),
  ...(['share', 'passages', 'lacking'] as const),
  ...(['unknown', 'said', 'rarest', 'others', 'searched', 'turkish'] as const),
  ...(['typed', 'strange', 'wording', 'absent', 'whether', 'unoffered', 'unshown', 'counts'] as const),
] as const;
export type ChanceFeatures = Readonly<Record<(typeof chanceFeatures)[number], number>>;
