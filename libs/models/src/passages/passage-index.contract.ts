import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Language } from '@parley/contracts';
import type { IndexedDocument, PassageIndex } from './port.js';

/** An empty index. */
export interface GivenIndex {
  /** Another one over the same passages, as another process has. */
  open(): Promise<PassageIndex>;
  /** All that were opened are closed. */
  remove(): Promise<void>;
}

const tenant = 'acme';

interface Given {
  readonly id?: string;
  readonly revision?: number;
  readonly title?: string;
  readonly language?: Language;
  readonly texts: readonly string[];
  readonly vectors?: readonly Float32Array[];
}

export const document = ({
  id = newId(),
  revision = 1,
  title = '',
  language = 'en',
  texts,
  vectors,
}: Given): IndexedDocument => ({
  document_id: id,
  revision,
  title,
  language,
  passages: texts.map((text, number) => ({ number, text, start: number, end: number + text.length, heading: [] })),
  ...(vectors ? { embedding: { model: 'test', vectors } } : {}),
});

const unit = (values: readonly number[]): Float32Array => {
  const vector = Float32Array.from({ length: 384 }, (_, at) => values[at] ?? 0);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

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

  const texts = async (
    text: string,
    more: { language?: Language; of?: string; document_ids?: string[]; limit?: number } = {},
  ) => {
    const { language = 'en', of = tenant, limit = 10, document_ids } = more;
    const { hits } = await reader.search(of, { text, language, limit, ...(document_ids ? { document_ids } : {}) });
    return hits.map(({ passage }) => passage.text);
  };

  it('knows which passages a model has made no vector of, and takes them', async () => {
    const [old, bare] = [
      document({ texts: ['one', 'two'], vectors: [unit([1]), unit([0, 1])] }),
      document({ title: 'Bare', texts: ['three'] }),
    ];
    for (const each of [old, bare]) await writer.replaceDocument(tenant, each);
    expect((await writer.vectorGaps('test', undefined, 10)).gaps).toMatchObject([
      { title: 'Bare', text: 'three', number: 0 },
    ]);
    const first = await writer.vectorGaps('next', undefined, 2);
    const rest = await writer.vectorGaps('next', first.next!, 2);
    expect([first.gaps.length, rest.gaps.length, rest.next]).toEqual([2, 1, undefined]);
    expect([...first.gaps, ...rest.gaps].map(({ text }) => text).toSorted()).toEqual(['one', 'three', 'two']);
    const vectors = [...first.gaps, ...rest.gaps].map(({ document_id, revision, number, text }, at) => {
      return { document_id, revision, number, vector: unit([0, 0, 1, text === 'two' ? 1 : 9 + at]) };
    });
    await writer.deleteDocument(tenant, bare.document_id, 1);
    await writer.addVectors({ tenant, model: 'next', vectors });
    expect((await writer.vectorGaps('next', undefined, 10)).gaps).toEqual([]);
    const embedding = { model: 'next', vector: unit([0, 0, 1, 1]), knows: 1 };
    const { hits } = await reader.search(tenant, { text: 'zzz', language: 'en', limit: 1, embedding });
    expect(hits[0]!.passage.text).toBe('two');
    expect(
      (
        await reader.search(tenant, {
          text: 'zzz',
          language: 'en',
          limit: 1,
          embedding: { ...embedding, model: 'test' },
        })
      ).hits,
    ).toEqual([]);
  });

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

  describe('a version', () => {
    const id = newId();

    it('takes the place of the one before at once', async () => {
      await writer.replaceDocument(tenant, document({ id, texts: ['Returns take 14 days.', 'Parcels are small.'] }));
      expect(await texts('returns')).toEqual(['Returns take 14 days.']);
      await writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['Returns take 30 days.'] }));
      expect(await texts('returns')).toEqual(['Returns take 30 days.']);
      expect(await texts('parcels')).toEqual([]);
      expect(await reader.count(tenant)).toEqual({ documents: 1, passages: 1 });
    });

    it('that is older changes nothing', async () => {
      await writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['new text'] }));
      expect(await writer.replaceDocument(tenant, document({ id, revision: 1, texts: ['old text'] }))).toBe(false);
      expect(await texts('text')).toEqual(['new text']);
    });

    it('that was deleted is gone at once and does not come back', async () => {
      await writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['some text'] }));
      expect(await writer.deleteDocument(tenant, id, 2)).toBe(true);
      expect(await texts('text')).toEqual([]);
      expect(await writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['some text'] }))).toBe(false);
      expect(await writer.deleteDocument(tenant, id, 2)).toBe(false);
      expect(await writer.replaceDocument(tenant, document({ id, revision: 3, texts: ['later text'] }))).toBe(true);
    });

    it('that was deleted before it was live stays away', async () => {
      expect(await writer.deleteDocument(tenant, id, 1)).toBe(false);
      expect(await writer.replaceDocument(tenant, document({ id, texts: ['some text'] }))).toBe(false);
      expect(await reader.count(tenant)).toEqual({ documents: 0, passages: 0 });
    });

    it('that is called off before it is live leaves the one before as it is', async () => {
      await writer.replaceDocument(tenant, document({ id, texts: ['old text'] }));
      const off = AbortSignal.abort(new Error('called off'));
      const next = document({ id, revision: 2, texts: ['new text'] });
      await expect(writer.replaceDocument(tenant, next, off)).rejects.toThrow('called off');
      expect(await texts('text')).toEqual(['old text']);
      expect(await writer.replaceDocument(tenant, next)).toBe(true);
    });

    it('can change its language', async () => {
      await writer.replaceDocument(tenant, document({ id, texts: ['warranty'] }));
      await writer.replaceDocument(tenant, document({ id, revision: 2, language: 'tr', texts: ['garanti'] }));
      expect([await texts('warranty'), await texts('garanti', { language: 'tr' })]).toEqual([[], ['garanti']]);
    });
  });

  it('leaves nothing behind after many versions and deletions', async () => {
    const ids = Array.from({ length: 8 }, () => newId());
    for (let revision = 1; revision <= 5; revision++)
      for (const [place, id] of ids.entries())
        await writer.replaceDocument(
          tenant,
          document({ id, revision, texts: [`common word${revision}`, `common place${place}`] }),
        );
    for (const id of ids.slice(1)) await writer.deleteDocument(tenant, id, 9);
    const kept = await reader.search(tenant, { text: 'common word4 word5 place3 place0', language: 'en', limit: 10 });
    const other = await make();
    const fresh = await other.open();
    await fresh.replaceDocument(
      tenant,
      document({ id: ids[0]!, revision: 5, texts: ['common word5', 'common place0'] }),
    );
    const expected = await fresh.search(tenant, {
      text: 'common word4 word5 place3 place0',
      language: 'en',
      limit: 10,
    });
    await other.remove();
    expect(kept).toEqual(expected);
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

  it('gives the neighbours of a passage', async () => {
    const given = document({ texts: ['first', 'second', 'third', 'fourth'] });
    await writer.replaceDocument(tenant, given);
    expect(await reader.passages(tenant, given.document_id, 1, 2)).toEqual(given.passages.slice(1, 3));
  });

  it('gives what a version begins with, as long as it is live', async () => {
    const given = document({ texts: ['first', 'second'] });
    await writer.replaceDocument(tenant, given);
    expect(await reader.lead(tenant, given)).toEqual(given.passages[0]);
    expect(await reader.lead('other', given)).toBeUndefined();
    expect(await reader.lead(tenant, { ...given, revision: given.revision + 1 })).toBeUndefined();
    await writer.deleteDocument(tenant, given.document_id, given.revision);
    expect(await reader.lead(tenant, given)).toBeUndefined();
  });

  it('holds more passages than a bucket', async () => {
    const many = Array.from({ length: 2100 }, (_, at) => `lamp number${at}`);
    await writer.replaceDocument(tenant, document({ texts: many }));
    for (const at of [0, 2047, 2048, 2099]) expect((await texts(`number${at}`))[0]).toBe(`lamp number${at}`);
    expect((await reader.search(tenant, { text: 'lamp', language: 'en', limit: 50 })).hits).toHaveLength(50);
  });

  it('finds by meaning what shares no word, in its own tenant and language, until it is deleted', async () => {
    const near = document({ texts: ['opaque'], vectors: [unit([1, 0.2])] });
    await writer.replaceDocument(tenant, near);
    await writer.replaceDocument(tenant, document({ texts: ['far'], vectors: [unit([-1, 1])] }));
    await writer.replaceDocument('other', document({ texts: ['foreign'], vectors: [unit([1, 0.1])] }));
    await writer.replaceDocument(tenant, document({ language: 'tr', texts: ['başka'], vectors: [unit([1, 0.1])] }));
    const search = async () => {
      const embedding = { model: 'test', vector: unit([1, 0.1]), knows: 1 };
      const { hits } = await reader.search(tenant, { text: 'zebra', language: 'en', limit: 1, embedding });
      return hits.map(({ passage, meaning }) => [passage.text, meaning?.toFixed(2)]);
    };
    expect(await search()).toEqual([['opaque', '1.00']]);
    await writer.deleteDocument(tenant, near.document_id, 1);
    expect(await search()).toEqual([['far', '-0.63']]);
  });

  it('finds by words where no vector of the model was made', async () => {
    await writer.replaceDocument(tenant, document({ texts: ['lamp'] }));
    const embedding = { model: 'unknown', vector: unit([1]), knows: 1 };
    const { hits } = await reader.search(tenant, { text: 'lamp', language: 'en', limit: 1, embedding });
    expect(hits[0]).toMatchObject({ passage: { text: 'lamp' } });
  });

  it('refuses a vector of another length and writes nothing of its document', async () => {
    await writer.replaceDocument(tenant, document({ texts: ['lamp'], vectors: [unit([1])] }));
    const wrong = document({ texts: ['chair', 'table'], vectors: [unit([1]), new Float32Array(8)] });
    await expect(writer.replaceDocument(tenant, wrong)).rejects.toThrow();
    expect(await texts('chair')).toEqual([]);
    expect(await reader.count(tenant)).toEqual({ documents: 1, passages: 1 });
  });

  it('takes writes of two connections at the same time', async () => {
    const drafts = Array.from({ length: 20 }, (_, at) => document({ texts: [`shared word${at}`] }));
    await Promise.all(drafts.map((draft, at) => (at % 2 ? writer : reader).replaceDocument(tenant, draft)));
    expect(await reader.count(tenant)).toEqual({ documents: 20, passages: 20 });
    expect(await texts('shared', { limit: 50 })).toHaveLength(20);
    expect(await reader.revision(tenant)).toBe(20);
  });
}
