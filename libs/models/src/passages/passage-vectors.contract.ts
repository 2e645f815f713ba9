import { expect, it } from '@jest/globals';
import { document, tenant, unit, type At } from './given-index.fixture.js';

/** What vectors of passages are for. */
export function passageVectorsContract(at: At): void {
  it('finds by meaning what shares no word, in its own tenant and language, until it is deleted', async () => {
    const near = document({ texts: ['opaque'], vectors: [unit([1, 0.2])] });
    await at.writer.replaceDocument(tenant, near);
    await at.writer.replaceDocument(tenant, document({ texts: ['far'], vectors: [unit([-1, 1])] }));
    await at.writer.replaceDocument('other', document({ texts: ['foreign'], vectors: [unit([1, 0.1])] }));
    await at.writer.replaceDocument(tenant, document({ language: 'tr', texts: ['başka'], vectors: [unit([1, 0.1])] }));
    const search = async () => {
      const embedding = { model: 'test', vector: unit([1, 0.1]), knows: 1 };
      const { hits } = await at.reader.search(tenant, { text: 'zebra', language: 'en', limit: 1, embedding });
      return hits.map(({ passage, meaning }) => [passage.text, meaning?.toFixed(2)]);
    };
    expect(await search()).toEqual([['opaque', '1.00']]);
    await at.writer.deleteDocument(tenant, near.document_id, 1);
    expect(await search()).toEqual([['far', '-0.63']]);
  });

  it('finds by words where no vector of the model was made', async () => {
    await at.writer.replaceDocument(tenant, document({ texts: ['lamp'] }));
    const embedding = { model: 'unknown', vector: unit([1]), knows: 1 };
    const { hits } = await at.reader.search(tenant, { text: 'lamp', language: 'en', limit: 1, embedding });
    expect(hits[0]).toMatchObject({ passage: { text: 'lamp' } });
  });

  it('refuses a vector of another length and writes nothing of its document', async () => {
    await at.writer.replaceDocument(tenant, document({ texts: ['lamp'], vectors: [unit([1])] }));
    const wrong = document({ texts: ['chair', 'table'], vectors: [unit([1]), new Float32Array(8)] });
    await expect(at.writer.replaceDocument(tenant, wrong)).rejects.toThrow();
    expect(await at.texts('chair')).toEqual([]);
    expect(await at.reader.count(tenant)).toEqual({ documents: 1, passages: 1 });
  });

  it('knows which passages a model has made no vector of, and takes them', async () => {
    const [old, bare] = [
      document({ texts: ['one', 'two'], vectors: [unit([1]), unit([0, 1])] }),
      document({ title: 'Bare', texts: ['three'] }),
    ];
    for (const each of [old, bare]) await at.writer.replaceDocument(tenant, each);
    expect((await at.writer.vectorGaps('test', undefined, 10)).gaps).toMatchObject([
      { title: 'Bare', text: 'three', number: 0 },
    ]);
    const first = await at.writer.vectorGaps('next', undefined, 2);
    const rest = await at.writer.vectorGaps('next', first.next!, 2);
    expect([first.gaps.length, rest.gaps.length, rest.next]).toEqual([2, 1, undefined]);
    expect([...first.gaps, ...rest.gaps].map(({ text }) => text).toSorted()).toEqual(['one', 'three', 'two']);
    const vectors = [...first.gaps, ...rest.gaps].map(({ document_id, revision, number, text }, at) => {
      return { document_id, revision, number, vector: unit([0, 0, 1, text === 'two' ? 1 : 9 + at]) };
    });
    await at.writer.deleteDocument(tenant, bare.document_id, 1);
    await at.writer.addVectors({ tenant, model: 'next', vectors });
    expect((await at.writer.vectorGaps('next', undefined, 10)).gaps).toEqual([]);
    const embedding = { model: 'next', vector: unit([0, 0, 1, 1]), knows: 1 };
    const { hits } = await at.reader.search(tenant, { text: 'zzz', language: 'en', limit: 1, embedding });
    expect(hits[0]!.passage.text).toBe('two');
    expect(
      (
        await at.reader.search(tenant, {
          text: 'zzz',
          language: 'en',
          limit: 1,
          embedding: { ...embedding, model: 'test' },
        })
      ).hits,
    ).toEqual([]);
  });
}
