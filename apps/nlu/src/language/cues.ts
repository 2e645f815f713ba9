import type { Language } from '@parley/contracts';

/**
 * How much a word says for a language, in the logarithm of odds, roughly: 2 for a word that the other language does not
 * have, 1 for one that it may borrow or that is a name there. Folded, so that Turkish typed without diacritics counts.
 */
const list = (weight: number, words: string): [string, number][] => words.split(/\s+/).map((word) => [word, weight]);

export const functionWords: Readonly<Record<Language, ReadonlyMap<string, number>>> = {
  tr: new Map([
    ...list(
      2,
      `ve bir bu icin cok ne nasil neden niye nicin nerede nerde nereden nereye hangi hangisi kac kim kime kimin ile ama fakat ancak
      veya ya da mi mu misin musun misiniz musunuz miyim muyum miyiz muyuz midir mudur degil degilim var yok daha en gibi kadar sonra once
      simdi bugun yarin dun hep her hic bazi bana sana ona bize size onlara beni seni onu bizi sizi benim senin onun bizim sizin
      ben sen biz siz onlar bende sende ki cunku eger sadece zaten lutfen acaba olarak oldu olur olmaz oldugu olan olacak olsa
      olabilir olmadi istiyorum istiyoruz isterim lazim gerek gerekiyor gerekir ediyorum ederim eder misin et etmek etti yapmak yap
      yapabilir yapilir yaptim aldim verdim geldi gelmedi gelir gitti bitti kaldi siparis siparisim kargo kargom iade urun urunu fatura para ucret
      ucreti odeme musteri hesap hesabim sifre sifremi gun gunu saat hafta ay yil tarih adres adresi bilgi yardim tesekkurler merhaba selam
      tamam evet hayir peki boyle oyle soyle burada surada orada hala henuz artik tekrar birlikte birsey herhangi hakkinda dolayi bile`,
    ),
    ...list(1, 'o de da su iki uc mail sms kredi kart karti taksit indirim kupon magaza'),
  ]),
  en: new Map([
    ...list(
      2,
      `the and of you your yours is are was were be been am i im ive id ill my mine me we our us they their them he she his her it its this that
      these those what which who whom whose when where why how do does did dont doesnt didnt done have has had havent hasnt cant cannot
      could couldnt would wouldnt should shouldnt will wont not no yes but or if then than because so from with without about into for to at by
      there here any some all every each other another more most much many few please thanks thank hello want need get got give make
      find know help order ordered package parcel delivery deliver delivered return refund shipping shipped account password pay payment card
      invoice cancel change still yet after before during while isnt arent wasnt whats wheres hows youre lets just only also very too`,
    ),
    ...list(1, 'a in on an as up out off over can may one two new day time'),
  ]),
};

/**
 * Grammar of French, German, Dutch, Spanish, Portuguese and Italian that neither English nor Turkish writes the same.
 * Folded.
 */
export const foreignWords: ReadonlySet<string> = new Set(
  `je tu nous vous ils elles mon ma mes votre vos notre nos ta tes leur leurs le les une des du est sont suis etes avez avons peux peut
  puis puisje pouvez voudrais veux pas pour avec sans dans chez que qui quoi quel quelle quels quelles comment combien quand pourquoi
  cest jai nai cette ces aux bonjour merci svp
  ich wir sie ihr mein meine meinen meiner meinem dein deine ihre ihren der das dem des ein eine einen einem einer ist sind habe
  haben kann kannst konnen mochte muss nicht kein keine und oder aber fur mit ohne auf aus bei nach wie wo wann warum welche welcher
  wieviel bitte danke guten zuruck
  ik wij jullie mijn jouw onze uw het een zijn ben heb hebben heeft kan kunnen wil moet niet geen voor met zonder naar hoe waar wanneer
  waarom welke hoeveel graag bedankt
  los las una unos mis sus su esta estan soy tengo tiene puedo puede quiero para por con en que como cuando donde cuanto cuanta
  cual gracias hola porque
  eu meu minha meus seu sua os um uma nao sao estou posso pode quero com quando onde quanto obrigado obrigada
  il gli mio mia miei mie tuo sono ho posso puo voglio non con senza come quando dove quanto perche quale grazie ciao della delle dei`
    .split(/\s+/)
    .filter((word) => !functionWords.tr.has(word) && !functionWords.en.has(word)),
);

/** Endings (folded, of words of at least five letters) that carry Turkish inflection and hardly occur in English. */
export const turkishEnding =
  /(?:l[ae]r(?:[iu]m?|[iu]n|[iu]m[iu]z?|[iu]n[iu]z|d[ae]n?|[ae])?|yor(?:um|sun|uz|sunuz|lar|du)?|[ae]c[ae][kg](?:im|iz|lar|tir)?|m[iu]s(?:t[iu]r|[iu]m)?|[dt][iu]r(?:lar)?|[iu]m[iu]z|[iu]n[iu]z|s[iu]n[iu]z|[iu]nd[ae]n?|[dt][iu]k(?:lar[iu])?|m[ae]k(?:t[ae])?|m[ae]d[iu]m?|[dt][iu]m|s[iu]nd[ae]n?|l[iu][kg]|[iu]yl[ae]|s[iu]z|c[iu]|[iy][iy]im|[^aeiou][iu]|[bd]ilir(?:im|iz|mi)?|r[iu]m|(?:al|el|il|ul)[iu]r)$/;

/** Endings (folded, of words of at least five letters) of English. */
export const englishEnding =
  /(?:ing|tions?|ed|ly|ness|ment|ments|able|ible|ous|ful|less|ies|ght|ough|ould|ity|ship|ally|ck|wn|sh|th|ves|est|ss|nts?|ence|ance)$/;

/** Letters that one of the two languages does not have. */
export const turkishLetter = /[ğĞşŞıİ]/g;
export const sharedLetter = /[çÇöÖüÜâî]/g;
export const englishLetter = /[wxq]|(?:th|sh|ph|oo|ee|ck|gh)/;
