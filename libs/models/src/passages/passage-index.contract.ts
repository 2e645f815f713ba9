import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import { document, tenant, type Asked, type At, type GivenIndex } from './given-index.fixture.js';
import { passageVectorsContract } from './passage-vectors.contract.js';
import { passageVersionsContract } from './passage-versions.contract.js';
import type { PassageIndex } from './port.js';

/** What every passage index has to do. */
export function passageIndexContract(make: () => Promise<GivenIndex>): void {
  let given: GivenIndex;
  let writer: PassageIndex;
  let reader: PassageIndex;

  beforeEach(async () => {
    given = await make();
    [writer, reader] = await Promise.all([given.open(), given.open()]);
  });
  afterEach(() => given.remove());

  const texts = async (text: string, more: Asked = {}) => {
    const { language = 'en', of = tenant, limit = 10, document_ids } = more;
    const { hits } = await reader.search(of, { text, language, limit, ...(document_ids ? { document_ids } : {}) });
    return hits.map(({ passage }) => passage.text);
  };

  const at: At = {
    get writer() {
      return writer;
    },
    get reader() {
      return reader;
    },
    texts,
    make,
  };
  passageVersionsContract(at);
  passageVectorsContract(at);

  it('finds nothing in nothing', async () => {
    expect(await reader.search(tenant, { text: 'refund', language: 'en', limit: 5 })).toMatchObject({
      hits: [],
      searched: 0,
    });
    expect(await reader.count(tenant)).toEqual({ documents: 0, passages: 0 });
    expect(await reader.revision(tenant)).toBe(0);
  });

  it('finds what another connection has just written, with everything that was said of it', async () => {
    const given = {
      ...document({ title: 'Refunds', texts: ['Money comes back in 3 days.'] }),
      url: 'https://example.org/refunds',
    };
    const passages = [{ ...given.passages[0]!, heading: ['When', 'How'], page: 7 }];
    await writer.replaceDocument(tenant, { ...given, passages });
    const { hits } = await reader.search(tenant, { text: 'when is my money back', language: 'en', limit: 5 });
    const { document_id, revision, title, url, language } = given;
    expect(hits).toEqual([
      expect.objectContaining({ document: { document_id, revision, title, url, language }, passage: passages[0] }),
    ]);
  });

  it('reads a mistyped word as it was meant, but not one that is in a document', async () => {
    await writer.replaceDocument(tenant, document({ texts: ['A warranty of two years.', 'The packer goes home.'] }));
    const read = async (text: string) => {
      const { query, rarity } = await reader.search(tenant, { text, language: 'en', limit: 5 });
      return query.tokens.map(({ stem }, at) => [stem, rarity[at]! < 1]);
    };
    expect(await read('wararnty')).toEqual(await read('warranty'));
    expect((await read('wararnty'))[0]![1]).toBe(true);
    expect(await read('packer')).toEqual([['packer', true]]);
  });

  it('finds by endings, by parts of words, by meaning and without diacritics', async () => {
    await writer.replaceDocument(
      tenant,
      document({ language: 'tr', texts: ['Siparişlerinizi 14 gün içinde iade edebilirsiniz.'] }),
    );
    for (const text of ['siparişimi', 'siparisim', 'SİPARİŞ', 'iadeler', 'geri göndermek'])
      expect(await texts(text, { language: 'tr' })).toHaveLength(1);
    expect(await texts('fatura', { language: 'tr' })).toEqual([]);
  });

  it('carries a question across languages by name', async () => {
    await writer.replaceDocument(tenant, document({ title: 'Lumo One', texts: ['Hold the button to restore it.'] }));
    const query = { text: "Lumo One'ı nasıl resetlerim", language: 'en', asked_in: 'tr', limit: 5 } as const;
    expect((await reader.search(tenant, query)).hits).toHaveLength(1);
  });

  it('keeps tenants apart: no passage and no figure of one depends on the other', async () => {
    const mine = document({ texts: ['the blue lamp', 'the red lamp'] });
    await writer.replaceDocument(tenant, mine);
    const query = { text: 'blue lamp', language: 'en', limit: 10 } as const;
    const alone = await reader.search(tenant, query);
    for (let at = 0; at < 20; at++)
      await writer.replaceDocument('other', document({ texts: ['blue blue lamp secret'] }));
    expect(await reader.search(tenant, query)).toEqual(alone);
    expect(await texts('secret')).toEqual([]);
    await writer.deleteDocument('other', mine.document_id, 5);
    expect(await reader.search(tenant, query)).toEqual(alone);
    expect(await reader.passages('other', mine.document_id, 0, 5)).toEqual([]);
  });

  it('ranks by BM25', async () => {
    const library = ['apple apple pear', 'apple', 'plum plum plum plum plum', 'pear cherry'];
    for (const text of library) await writer.replaceDocument(tenant, document({ texts: [text] }));
    const { hits } = await reader.search(tenant, { text: 'apple', language: 'en', limit: 5 });
    expect(hits.map(({ passage }) => passage.text)).toEqual(['apple', 'apple apple pear']);
    // stems: lengths 3, 1, 5, 2 and 2 of 4 passages; grams of _apple_: the same 4, lengths 11, 4, 15, 8
    const idf = (passages: number) => Math.log(1 + (4 - passages + 0.5) / (passages + 0.5));
    const bm25 = (times: number, length: number, average: number) =>
      ((idf(2) / idf(0)) * 2.2 * times) / (times + 1.2 * (0.25 + (0.75 * length) / average));
    const expected = bm25(1, 1, 11 / 4) + 4 * 0.15 * bm25(1, 4, (10 + 4 + 15 + 7) / 4);
    expect(hits[0]!.words).toBeCloseTo(expected, 1);
  });

  it('searches only the documents asked for', async () => {
    const one = document({ texts: ['lamp one'] });
    await writer.replaceDocument(tenant, one);
    await writer.replaceDocument(tenant, document({ texts: ['lamp two'] }));
    expect(await texts('lamp', { document_ids: [one.document_id] })).toEqual(['lamp one']);
    expect(await texts('lamp', { document_ids: [newId()] })).toEqual([]);
    expect(await texts('lamp', { limit: 1 })).toHaveLength(1);
  });
}
