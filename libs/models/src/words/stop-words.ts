import type { Language } from '@parley/contracts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Words that carry no subject: grammar, politeness and the usual openings of a question. Folded. */
export const stopWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list(
    `a an the and or but if then than so because as of at by for from in into on onto out over to up with without about
    is are was were be been being am do does did doing done have has had having can could cant couldnt will would wont wouldnt
    shall should shouldnt may might must i im ive id ill me my mine we us our ours you your yours youre he him his she her it its
    they them their this that these those there theres here what whats which who whom whose when where why how not no nor dont
    doesnt didnt isnt arent wasnt werent havent hasnt hadnt just also too very really please thanks thank hi hello hey dear
    any some all each every such own same other another much many more most get got let lets want wanted need like would`,
  ),
  tr: list(
    `ve veya ya yahut ile ama fakat ancak ki de da mi mu misin musun misiniz musunuz miyim muyum miyiz muyuz bir bu su o
    bunu sunu onu buna suna ona bunun sunun onun bunlar sunlar onlar ben sen biz siz bana sana bize size beni seni bizi sizi benim
    senin bizim sizin onlarin bende sende ne nasil neden niye nicin nerede nerde nereden nereye hangi hangisi kim kime kimin kac
    kadar gibi icin gore sonra once daha en cok az hem her hep hic bazi diye degil degilim var yok olan olarak oldu olur olmaz
    olacak olsa olup ise iken eger cunku zaten sadece lutfen acaba artik simdi hala henuz merhaba selam iyi gunler tesekkurler
    tesekkur ederim istiyorum istiyoruz isterim lazim gerek gerekiyor miydi mudur midir birsey sey hakkinda zaman peki pekala tamam`,
  ),
};

/** Stems of verbs and nouns that go with anything. */
export const lightStems: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: list('do go come make get tell say know think thing way one happen able possible try'),
  tr: list('yap et ol de bil iste sey var yok olma'),
};
