import { describe, expect, it } from '@jest/globals';
import { analyse } from '@parley/models';
import { AskedWords, keyOf } from './match.js';
import { dissect } from './passage-cache.js';
import { inHeading, inText, inTitle, type Places } from './places.js';

const passage = (text: string, title = '', heading: string[] = []): Places =>
  dissect({
    document: { document_id: 'one', revision: 1, title, language: 'en' },
    passage: { number: 0, text, start: 0, end: text.length, heading },
  }).places;

const partsOf = (places: Places, stem: string) => places.partsOf(places.ofStem(stem, keyOf(stem)));
const conceptsOf = (text: string) =>
  new AskedWords({ query: analyse(text, 'en'), rarity: [1], phrases: [] }).concepts[0]!;

describe('words of a passage', () => {
  it('are in the parts that have them, as themselves or as what means the same', () => {
    const places = passage('A lamp. Another lamp is old.', 'Warranty', ['Old lamps']);
    expect(partsOf(places, 'lamp')).toBe(inHeading | inText);
    expect(partsOf(places, 'carpet')).toBe(0);
    expect(partsOf(places, 'is')).toBe(0);
    expect(places.partsOfConcepts(conceptsOf('guarantee'))).toBe(inTitle);
    expect(places.partsOfConcepts(conceptsOf('delivery'))).toBe(0);
    expect(places.stems).toEqual(['waranti', 'old', 'lamp']);
  });

  it('are all found where there are many, and only those, in each of many units', () => {
    const names = Array.from({ length: 300 }, (_, at) => `word${at}x`);
    const places = passage(names.map((name) => `- ${name} ${names[(names.indexOf(name) * 7) % 300]!}`).join('\n'));
    expect(places.sizes).toHaveLength(300);
    names.forEach((name, at) => {
      const units = places.sizes.map(() => 0);
      places.addToUnits(units, places.ofStem(name, keyOf(name)), [], 1, 0.5);
      const having = names.map((_, unit) => (unit === at || (unit * 7) % 300 === at ? 0.5 : 0));
      expect(units).toEqual(having);
      expect(partsOf(places, `${name}y`)).toBe(0);
    });
  });

  it('that have the same key are told apart', () => {
    expect(keyOf('pkcnwtw')).toBe(keyOf('vnpjdkc'));
    const places = passage('A pkcnwtw is here.');
    expect([partsOf(places, 'pkcnwtw'), partsOf(places, 'vnpjdkc')]).toEqual([inText, 0]);
    const both = passage('A pkcnwtw is here.', 'Vnpjdkc');
    expect([partsOf(both, 'pkcnwtw'), partsOf(both, 'vnpjdkc')]).toEqual([inText, inTitle]);
  });

  it('count in a unit by what it says besides', () => {
    const places = passage('A lamp is here. The lamp has a shade of a lamp.');
    const counted = new Int32Array(places.sizes.length);
    expect(places.count(places.ofStem('lamp', keyOf('lamp')), counted, 4)).toBe(1 / 5);
    expect([...counted]).toEqual([1, 1]);
    expect(places.count(places.ofStem('shade', keyOf('shade')), counted, 4)).toBe(2 / 6);
  });

  it('that only mean the same add less, and nothing to a unit that has the word', () => {
    const places = passage('A guarantee is here. It has a warranty. A warranty is a guarantee. Nothing.');
    const units = places.sizes.map(() => 0);
    const guarantee = conceptsOf('guarantee');
    places.addToUnits(units, places.ofStem('guarante', keyOf('guarante')), guarantee, 1, 0.5);
    expect(units).toEqual([0.5, 0.7 - 0.5, 0.5, 0]);
  });
});
