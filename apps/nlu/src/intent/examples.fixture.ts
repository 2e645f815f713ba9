import type { Example } from './train.js';

const said = {
  order_status: `where is my order|has my parcel been sent|track my package|when does my order arrive|where has the package got to
siparişim nerede|kargom ne zaman gelir|kargo takibi yapmak istiyorum|siparişim nerede kaldı|paketim hâlâ gelmedi`,
  order_cancellation: `cancel my order|I want to cancel the purchase|please stop my order|can you cancel the order I made|cancel it before it is sent
siparişimi iptal etmek istiyorum|siparişi iptal eder misiniz|vazgeçtim siparişi iptal edin|siparişimi iptal edebilir misin|iptal etmek istiyorum siparişi`,
  opening_hours: `when are you open|what are your opening hours|are you open on sunday|when do you close|until when is the shop open
kaçta açılıyorsunuz|çalışma saatleriniz nedir|pazar günü açık mısınız|mağaza kaçta kapanıyor|kaça kadar açıksınız`,
};

export function someExamples(): { intents: string[]; examples: Example[] } {
  const intents = Object.keys(said);
  const examples = Object.values(said).flatMap((texts, intent) =>
    texts.split(/[|\n]/).map((text) => ({ text, intent })),
  );
  return { intents, examples };
}
