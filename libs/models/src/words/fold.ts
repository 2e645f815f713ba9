const ascii = /^[\x20-\x7e]*$/;
const marks = /\p{M}+/gu;

/**
 * Lower case without diacritics, İ I ı i all `i`: the casing is the same in both languages, and text typed without
 * diacritics equals text typed with them.
 */
export const fold = (text: string): string =>
  ascii.test(text)
    ? text.toLowerCase()
    : text.normalize('NFD').replace(marks, '').toLowerCase().replaceAll('ı', 'i').normalize('NFC');
