import type { Language } from '@parley/contracts';

/** Words that carry no subject and stand in nearly every text of their language; Turkish ones also typed without its letters. */
const functionWords: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    (
      'the of and to in is are was be you your we our it its this that these those with for from on at by as an or not ' +
      'can cannot will would should if when which who what how have has had do does but they their there then than any all'
    ).split(' '),
  ),
  tr: new Set(
    (
      've veya bir bu şu ile için icin da de ki mi mı mu mü ne nasıl nasil en daha çok cok gibi kadar sonra önce once ' +
      'değil degil var yok olan olarak olur olduğu oldugu her tüm tum siz sizin biz bizim ancak fakat ama ise hem ya'
    ).split(' '),
  ),
};
/** Letters that Turkish has and English has not. */
const turkishLetter = /[çğıöşüÇĞİÖŞÜ]/;
/** So much of a text is looked at, in UTF-16 units. */
const sample = 5000;

/** The language of a document. Where nothing speaks for either, English. */
export function identifyLanguage(text: string): Language {
  let [english, turkish] = [0, 0];
  for (const [word] of text.slice(0, sample).matchAll(/\p{L}+/gu)) {
    if (functionWords.en.has(word.toLocaleLowerCase('en'))) english++;
    if (functionWords.tr.has(word.toLocaleLowerCase('tr')) || turkishLetter.test(word)) turkish++;
  }
  return turkish > english ? 'tr' : 'en';
}
