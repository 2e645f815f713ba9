import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ComposeAnswer, SearchPassages, newId, type Composed, type Language } from '@parley/contracts';
import { serviceCall, type FleetConnection } from '@parley/messaging';
import { openPassageIndex, type PassageIndex } from '@parley/models';
import { readSettings, type ServiceConfig } from '@parley/runtime';
import {
  TokenSigner,
  connectAs,
  startBroker,
  startTestService,
  tempFolder,
  type Broker,
  type TestService,
} from '@parley/testing';
import { AppModule } from '../app.module.js';
import { llmSettings } from '../config.js';

interface Article {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly text: string;
}

const article = (language: Language, title: string, text: string): Article => ({ id: newId(), title, language, text });

const fees = article(
  'en',
  'Delivery fees',
  'Small parcels cost **49.90 TL**. From 750 TL on delivery is [free](https://narli.example).',
);
const returns = article(
  'en',
  'Returning an item',
  'You can return anything within 30 days. Opened food is not taken back.',
);
const warranty = article('en', 'Warranty', 'The warranty lasts two years. We repair drawers free of charge.');
const ucret = article(
  'tr',
  'Kargo ücretleri',
  'Küçük paketlerin kargosu 49,90 TL tutar.\n\n| Bölge | Ücret |\n|---|---|\n| Adalar | 89,90 TL |\n| Diğer | 49,90 TL |',
);
const iade = article('tr', 'İade süresi', 'Ürünleri 30 gün içinde iade edebilirsiniz. Gıda ürünleri geri alınmaz.');
const lumo = article(
  'en',
  'Lumo One smart lamp',
  'Hold the Lumo button for 10 seconds to reset the lamp. It needs a 2.4 GHz network.',
);
const fillers = ['gift cards', 'invoices and tax', 'opening hours of the showroom', 'passwords', 'loyalty points'].map(
  (subject) =>
    article('en', subject, `Everything about ${subject} stands on this page. Ask the team when something is missing.`),
);

describe('answers from documents (real: broker, Nest, passage index)', () => {
  const tenant = newId();
  let folder: ReturnType<typeof tempFolder>;
  let broker: Broker;
  let service: TestService;
  let asker: FleetConnection;
  let gateway: FleetConnection;
  let signer: TokenSigner;
  let index: PassageIndex;

  const put = (of: string, { id, title, language, text }: Article, revision = 1) =>
    index.replaceDocument(of, {
      ...{ document_id: id, revision, title, language },
      passages: [{ number: 0, text, start: 0, end: text.length, heading: [] }],
    });

  beforeAll(async () => {
    folder = tempFolder('passages');
    const passages_file = join(folder.path, 'passages.sqlite');
    index = await openPassageIndex({ file: passages_file });
    for (const each of [fees, returns, warranty, ucret, iade, lumo, ...fillers]) await put(tenant, each);
    broker = await startBroker();
    signer = await TokenSigner.create();
    const config = (common: ServiceConfig) => ({ ...readSettings({}, llmSettings), ...common, passages_file });
    service = await startTestService({ name: 'llm', module: AppModule, broker, signer, config, stateless: true });
    asker = connectAs('orchestrator', broker);
    gateway = connectAs('gateway', broker);
  });
  afterAll(async () => {
    await asker.close();
    await gateway.close();
    await service.remove();
    await broker.stop();
    index.close();
    folder.remove();
  });

  const ask = (text: string, language: Language = 'en', memory: string[] = [], of = tenant): Promise<Composed> =>
    asker.fleet.ask(
      ComposeAnswer,
      { text, language, memory: memory.map((said) => ({ who: 'customer' as const, text: said })) },
      serviceCall({ tenant: of, service: 'orchestrator', cause: 'test' }),
    );
  const cited = ({ citations }: Composed) => [...new Set(citations.map(({ document_id }) => document_id))];

  it('answers in the words of the document, without its marks, and quotes it verbatim', async () => {
    const answer = await ask('how much does delivery cost?');
    expect(answer.status).toBe('answered');
    expect(answer.text).toContain('Small parcels cost 49.90 TL.');
    expect(answer.citations[0]).toMatchObject({
      document_id: fees.id,
      title: fees.title,
      quote: 'Small parcels cost **49.90 TL**.',
    });
    for (const { document_id, start, end, quote } of answer.citations)
      expect([fees, returns, warranty, lumo].find(({ id }) => id === document_id)?.text.slice(start, end)).toBe(quote);
    expect(answer.cost).toEqual({ amount: 0, currency: 'USD', input_tokens: 0, output_tokens: 0 });
    expect(answer.customers_only).toBe(true);
  });

  it('finds what is said in other words, in both languages, also without diacritics', async () => {
    expect(cited(await ask('can I send a lamp back?'))).toContain(returns.id);
    expect(cited(await ask('guarantee on a broken drawer'))).toContain(warranty.id);
    expect(cited(await ask('aldığımı geri gönderebilir miyim, kaç gün içinde?', 'tr'))).toContain(iade.id);
    expect(cited(await ask('KARGO UCRETI NE KADAR', 'tr'))).toContain(ucret.id);
  });

  it('answers from a row of a table', async () => {
    expect((await ask('adalara kargo ücreti', 'tr')).text).toContain('• Adalar: 89,90 TL');
  });

  it('begins with the rule, which has no word of the question, before its exceptions', async () => {
    const shop = newId();
    const rule = 'Nothing is final here, whoever you are.';
    const exceptions = Array.from({ length: 25 }, (_, at) => `Nobody can return an item of kind ${at}.`);
    const parts = [rule, ...exceptions].map((text, number) => ({ number, text, start: number * 100 }));
    for (const each of fillers) await put(shop, { ...each, id: newId() });
    await index.replaceDocument(shop, {
      ...{ document_id: newId(), revision: 1, title: 'Returning an item', language: 'en' },
      passages: parts.map((part) => ({ ...part, end: part.start + part.text.length, heading: [] })),
    });
    const { text, citations } = await ask('Can I return an item?', 'en', [], shop);
    expect(text).toBe(rule);
    expect(citations).toMatchObject([{ start: 0, end: rule.length, quote: rule }]);
  });

  it('says so in Turkish where only an English page has it', async () => {
    const answer = await ask("Lumo One'ı nasıl resetlerim?", 'tr');
    expect(answer.text).toMatch(/yalnızca İngilizce .*Lumo One smart lamp/);
    expect(answer.text).toContain('Hold the Lumo button for 10 seconds');
    expect(cited(answer)).toEqual([lumo.id]);
  });

  it.each([
    ['who won the world cup in 1998', 'en'],
    ['do you sell cars?', 'en'],
    ['whatsapp hattınız var mı', 'tr'],
    ['bugün hava nasıl', 'tr'],
    ['???', 'en'],
    ['the of and', 'en'],
  ] as const)('does not answer %j', async (text, language) => {
    expect(await ask(text, language)).toMatchObject({ status: 'thin', text: '', citations: [] });
  });

  it('takes a question that leans on the one before together with it', async () => {
    expect(cited(await ask('peki ya adalar?', 'tr', ['kargo ücreti ne kadar']))).toEqual([ucret.id]);
    expect(cited(await ask('how long is it?', 'en', ['do you have a warranty']))).toContain(warranty.id);
    expect((await ask('is there a cinema?', 'en', ['how much does delivery cost?'])).status).toBe('thin');
    expect((await ask('and cinemas?', 'en', ['how much does delivery cost?'])).status).toBe('thin');
  });

  it('answers each question of a burst', async () => {
    const answer = await ask('how long is the warranty?\nwithin how many days can I return an item?');
    expect(cited(answer)).toEqual(expect.arrayContaining([warranty.id, returns.id]));
  });

  it('knows nothing of the documents of others', async () => {
    const other = newId();
    expect(await ask('how much does delivery cost?', 'en', [], other)).toMatchObject({ status: 'thin', confidence: 0 });
    await put(other, article('en', 'Delivery fees', 'Delivery costs a secret sum.'));
    expect((await ask('how much does delivery cost?')).text).not.toContain('secret');
  });

  it('changes with the documents at once', async () => {
    const hours = article('en', 'Parking', 'You can park your car for two hours behind the showroom.');
    expect((await ask('where can I park at the showroom?')).text).not.toContain('behind');
    await put(tenant, hours);
    expect((await ask('where can I park at the showroom?')).text).toContain('two hours');
    await put(tenant, { ...hours, text: 'You can park your car for five hours behind the showroom.' }, 2);
    expect((await ask('where can I park at the showroom?')).text).toContain('five hours');
    await index.deleteDocument(tenant, hours.id, 2);
    expect((await ask('where can I park at the showroom?')).text).not.toContain('behind');
  });

  it('takes texts of any length and form', async () => {
    for (const text of [
      'lamp '.repeat(12_000),
      '\u0000\ud800'.repeat(10),
      '('.repeat(5000),
      '"NEAR/3 AND OR NOT * : ^',
    ])
      expect(['answered', 'thin']).toContain((await ask(text)).status);
  });

  it('lets staff search, with score and highlights', async () => {
    const call = await signer.call({ tenant, role: 'agent' });
    const found = await gateway.fleet.ask(SearchPassages, { query: 'delivery fee', top_k: 2 }, call);
    expect(found).toMatchObject({
      confident: true,
      items: [{ document_id: fees.id, title: fees.title, language: 'en' }, {}],
    });
    expect(found.items[0]!.highlights).toContain('Small parcels cost **49.90 TL**.');
    const only = { query: 'kargo ücreti', language: 'tr', document_ids: [iade.id, ucret.id] } as const;
    const turkish = await gateway.fleet.ask(SearchPassages, { ...only, document_ids: [...only.document_ids] }, call);
    expect(turkish.items.map(({ document_id }) => document_id)).toEqual([ucret.id]);
    const nothing = await gateway.fleet.ask(SearchPassages, { query: 'zebra', language: 'en' }, call);
    expect(nothing).toMatchObject({ confident: false, items: [] });
  });

  it('lets no customer search', async () => {
    const asked = signer.call({ tenant }).then((call) => gateway.fleet.ask(SearchPassages, { query: 'fee' }, call));
    await expect(asked).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});
