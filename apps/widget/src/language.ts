export const languages = ['en', 'tr'] as const;
export type Language = (typeof languages)[number];

const known = (tag: string | null | undefined): Language | undefined =>
  languages.find((language) => tag?.toLowerCase().split('-')[0] === language);

/** The first that is known of: the tag's `data-lang`, the page's `lang`, the browser's languages. */
export function languageOf(own: string | undefined, page: string, browser: readonly string[]): Language {
  return known(own) ?? known(page) ?? browser.map(known).find((each) => each !== undefined) ?? 'en';
}
