/** What orders passages: each of these times its weight. */
export const orderFeatures = ['score', 'cover', 'exact', 'title', 'heading', 'unit', 'document', 'meaning'] as const;
export type OrderFeatures = Readonly<Record<(typeof orderFeatures)[number], number>>;

/** What tells whether a passage carries an answer: of the passage, then of the question. */
export const chanceFeatures = [
  ...([
    'cover',
    'exact',
    'title',
    'heading',
    'unit',
    'share',
    'missing',
    'missed',
    'ahead',
    'words',
    'meaning',
  ] as const),
  ...(['unknown', 'length', 'weight', 'rarest', 'searched'] as const),
] as const;
export type ChanceFeatures = Readonly<Record<(typeof chanceFeatures)[number], number>>;
