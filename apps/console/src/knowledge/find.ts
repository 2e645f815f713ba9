import { folded } from '../texts/folded.js';

/** Those whose title or name has all the words that are wanted. */
export function matching<D extends { readonly title: string; readonly name: string }>(
  documents: readonly D[],
  wanted: string,
): readonly D[] {
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  return documents.filter(({ title, name }) => {
    const text = folded(`${title} ${name}`);
    return words.every((word) => text.includes(word));
  });
}
