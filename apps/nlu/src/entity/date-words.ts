/** Words of dates in both languages, folded. */
const list = (words: string): string[] => words.split(' ');

const numbered = (from: number, ...names: string[]): [string, number][] =>
  names.flatMap((each, at) => list(each).map((name): [string, number] => [name, from + at]));

/** Case endings that Turkish hangs to a day without an apostrophe: `pazartesiye`, `cumadan`; folded. */
const endings = list('ye ya yi yu e a i u de da den dan te ta ten tan nin nun in un si su ki');

/** With its endings, as far as that is not another word of the list. */
const inflected = (words: readonly [string, number][]): ReadonlyMap<string, number> =>
  new Map([
    ...words
      .filter(([word]) => word.length > 3)
      .flatMap(([word, value]) => endings.map((ending): [string, number] => [word + ending, value])),
    ...words,
  ]);

export const months = inflected(
  numbered(
    1,
    ...['january jan ocak', 'february feb subat', 'march mar mart', 'april apr nisan', 'may mayis', 'june jun haziran'],
    ...['july jul temmuz', 'august aug agustos', 'september sep sept eylul', 'october oct ekim', 'november nov kasim'],
    'december dec aralik',
  ),
);
export const weekdays = inflected(
  numbered(
    0,
    ...['sunday pazar', 'monday pazartesi', 'tuesday sali', 'wednesday carsamba', 'thursday persembe', 'friday cuma'],
    'saturday cumartesi',
  ),
);

/** Days from today. */
export const relative = inflected([
  ...list('today bugun').map((word): [string, number] => [word, 0]),
  ...list('tomorrow yarin tmrw').map((word): [string, number] => [word, 1]),
  ...list('yesterday dun dunden dunku').map((word): [string, number] => [word, -1]),
]);

export const next = new Set(list('next coming gelecek onumuzdeki haftaya'));
export const last = new Set(list('last past gecen gectigimiz'));
export const now = new Set(list('this bu'));

/** Days of each. */
export const spans = new Map<string, number>([
  ...list('day days gun').map((word): [string, number] => [word, 1]),
  ...list('week weeks hafta').map((word): [string, number] => [word, 7]),
]);

export const numbers = new Map(
  numbered(
    1,
    'a an one bir',
    'two iki',
    'three uc',
    'four dort',
    'five bes',
    'six alti',
    'seven yedi',
    'eight sekiz',
    'nine dokuz',
    'ten on',
  ),
);

const speaking = new Set([...months.keys(), ...weekdays.keys(), ...relative.keys(), ...spans.keys(), 'obur']);

/** Whether a folded word makes it worth looking for a date. */
export const speaksOfDays = (folded: string): boolean => speaking.has(folded);
