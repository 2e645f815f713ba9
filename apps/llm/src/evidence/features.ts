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

/** What tells whether a passage carries an answer: of the passage, then of the question and of all that was found. */
export const chanceFeatures = [
  ...([
    'order',
    'cover',
    'exact',
    'title',
    'heading',
    'unit',
    'density',
    'found',
    'share',
    'missing',
    'missed',
    'ahead',
    'words',
    'meaning',
  ] as const),
  ...(['unknown', 'length', 'said', 'weight', 'rarest', 'others', 'searched'] as const),
] as const;
export type ChanceFeatures = Readonly<Record<(typeof chanceFeatures)[number], number>>;
