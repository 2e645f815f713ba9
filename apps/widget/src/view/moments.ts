/** Says when something was said, in the language of the box, in the way of the reader's region where it speaks that. */
export interface Moments {
  /** `14:05` */
  time(at: string): string;
  /** `Friday 27 November` */
  day(at: string): string;
  /** Day and time. */
  whole(at: string): string;
}

export function momentsIn(language: string, spoken: readonly string[] = navigator.languages): Moments {
  const locale = spoken.find((each) => each.split('-', 1)[0] === language) ?? language;
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  return {
    time: (at) => time.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    whole: (at) => whole.format(new Date(at)),
  };
}

/** A day begins with this entry, where the reader is; the first needs no saying so when it is of today. */
export function beginsDay(at: string, before: string | undefined, now = new Date()): boolean {
  const of = (moment: string | Date): string => new Date(moment).toDateString();
  return of(at) !== of(before ?? now);
}
