/** The text as it is compared: without case, diacritics and the Turkish dots of i. */
export const folded = (text: string): string =>
  text
    .toLocaleLowerCase('tr')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ı', 'i');
