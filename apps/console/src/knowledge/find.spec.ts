import { describe, expect, it } from '@jest/globals';
import { matching } from './find.js';

const documents = [
  { title: 'İade süresi', name: 'tr/returns-window.md' },
  { title: 'Kargo ücreti', name: 'tr/delivery-fees.md' },
  { title: 'Gift cards', name: 'en/gift-cards.md' },
];
const found = (wanted: string): string[] => matching(documents, wanted).map(({ title }) => title);

describe('finding documents', () => {
  it.each([
    ['iade', ['İade süresi']],
    ['IADE SURESI', ['İade süresi']],
    ['ucret', ['Kargo ücreti']],
    ['cards gift', ['Gift cards']],
    ['tr/', ['İade süresi', 'Kargo ücreti']],
    ['  ', ['İade süresi', 'Kargo ücreti', 'Gift cards']],
    ['nothing', []],
  ])('%j', (wanted, titles) => {
    expect(found(wanted)).toEqual(titles);
  });
});
