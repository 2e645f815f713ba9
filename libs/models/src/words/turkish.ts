import { fold } from './fold.js';

/**
 * Endings of nouns and verbs, folded; `[ae]` and `[iu]` are the two vowels that harmony leaves after folding. What a
 * word may end in is any row of them; the last ones are of talk: `geliyo`, `alıcam`.
 */
const endings = new Set(
  `l[ae]r [iu] y[iu] n[iu] s[iu] [ae] y[ae] n[ae] d[ae] t[ae] d[ae]n t[ae]n nd[ae] nd[ae]n [iu]n n[iu]n [iu]m m n
  [iu]m[iu]z m[iu]z [iu]n[iu]z n[iu]z l[ae] yl[ae] k[iu] l[iu] s[iu]z l[iu]k l[iu]g c[iu] c[ae] m[ae]k m[ae]g m[ae] m[iu]
  yor [iu]yor [ae]c[ae]k [ae]c[ae]g y[ae]c[ae]k y[ae]c[ae]g d[iu] t[iu] d[iu]k t[iu]k d[iu]g t[iu]g m[iu]s t[iu]r d[iu]r
  [iu]r [ae]r r m[ae]z [ae]b[iu]l y[ae]b[iu]l [iu]l t [ae]n y[ae]n [iu]p y[iu]p [iu]nc[ae] y[iu]nc[ae] [ae]r[ae]k y[ae]r[ae]k
  s[ae] ys[ae] [iu]z y[iu]z s[iu]n s[iu]n[iu]z [iu]s s k ken yken
  yo [iu]yo yom [iu]yom c[ae]m [iu]c[ae]m [ae]c[ae]m y[iu]c[ae]m y[ae]c[ae]m c[ae]z [iu]c[ae]z [ae]c[ae]z y[iu]c[ae]z`
    .split(/\s+/)
    .flatMap(spelledOut),
);
const longestEnding = 6;
const longestRoot = 12;

/** Common roots that five letters do not tell apart from their forms. */
const commonRoots = `git gid et ed ol al ver gel yap de ye bil gör koy tut çek aç kap kur bin in çık gir at sat tak sor duy bul yaz oku
  bak kal iste dur uy seç düş geç beğen sev kork gül ağla otur kalk yat uyu yürü koş taşı topla dağıt böl kes kır bük yık as ser ört
  giy sök dik yak sön yan don ısın soğu piş kayna dök iç doy aç kapat başla bit bitir sür süre devam dön döndür çevir say ölç tart dene
  sına anla açıkla anlat söyle konuş dinle izle ara sakla koru kurtar yardım iste dile um bekle sor cevap yanıt gönder yolla ulaş
  var yok iyi kötü güzel büyük küçük uzun kısa yeni eski açık kapalı dolu boş sıcak soğuk gün ay yıl saat hafta yer kişi iş el göz baş
  yol su ev kapı oda kat isim ad soyad numara kod kart hesap şifre mağaza ürün sipariş fiyat renk boy beden ölçü kutu kargo adres
  şey zaman para tane adet parça kısım alt üst ön arka iç dış yan orta son ilk önce sonra`;

/**
 * Length in letters of the beginning by which an unknown word is compared: the first five do as well as a
 * morphological analyser (Can et al., Information retrieval on Turkish texts, JASIST 59, 2008).
 */
const prefix = 5;

function spelledOut(pattern: string): string[] {
  return (pattern.match(/\[[^\]]*\]|./g) ?? []).reduce<string[]>(
    (begun, part) => begun.flatMap((text) => [...part.replace(/[[\]]/g, '')].map((letter) => text + letter)),
    [''],
  );
}

/** Whether a row of endings makes all of `rest`; at most length × longest ending steps. */
export function isTurkishEnding(rest: string): boolean {
  const reached = new Array<boolean>(rest.length + 1).fill(false);
  reached[0] = true;
  for (let at = 0; at < rest.length; at++) {
    if (!reached[at]) continue;
    const most = Math.min(longestEnding, rest.length - at);
    for (let length = 1; length <= most; length++)
      if (endings.has(rest.slice(at, at + length))) reached[at + length] = true;
  }
  return reached[rest.length]!;
}

/** A given root that is itself a form of a root of so many letters is none of its own: `taksitli` of `taksit`. */
const sureRoot = 4;

const softened: Readonly<Record<string, string>> = { p: 'b', t: 'd', k: 'g' };

/** A last consonant that has become soft before a vowel, hard again: `kitab(ı)` is `kitap`. */
const hardened = (beginning: string): string =>
  beginning.length < prefix ? beginning : beginning.replace(/b$/, 'p').replace(/d$/, 't').replace(/g$/, 'k');

/** A last a or e of a root becomes narrow before -yor, and in talk before the future: `öde` is `ödüyor`, `ödüyo`, `ödicem`. */
const narrowed = /^(.{2,10})[iu](?:yo|c[ae][gkmz])/;

/** Words that only look like forms of a root: `kardeş` of `kart`, `taşın` (to move house) of `taşı` (to carry). */
const lookalikes = 'kardeş taşın'.split(' ').map(fold);

/** Question words as they are said. */
const spoken = new Map([
  ['nerde', 'nerede'],
  ['nerden', 'nereden'],
]);

/** Takes Turkish words back to their roots, as far as it knows the root, else to their first five letters. */
export class TurkishStemmer {
  /** Every form of a root, folded, with the form that stands for it. */
  private readonly roots = new Map<string, string>();

  /** `roots` are given as they stand; of `phrases` the words that are no form of a root become roots themselves. */
  constructor(roots: Iterable<string>, phrases: Iterable<string>) {
    const folded = [...roots, ...commonRoots.split(/\s+/)].map(fold);
    for (const root of folded.sort((one, other) => one.length - other.length)) this.addUnlessForm(root, sureRoot);
    for (const word of lookalikes) this.add(word);
    this.roots.set('gid', 'git').set('ed', 'et');
    for (const word of phrases) this.addUnlessForm(fold(word), 2);
  }

  /** `typed` is folded. */
  stem(typed: string): string {
    const word = spoken.get(typed) ?? typed;
    return this.known(word, 2) ?? hardened(word.slice(0, prefix));
  }

  private addUnlessForm(word: string, shortest: number): void {
    if (this.known(word, shortest) === undefined) this.add(word);
  }

  /** The root of at least `shortest` letters that a word is a form of; the longest there is. */
  private known(word: string, shortest: number): string | undefined {
    const before = narrowed.exec(word)?.[1];
    const root = before && (this.roots.get(`${before}e`) ?? this.roots.get(`${before}a`));
    if (root) return root;
    for (let length = Math.min(word.length, longestRoot); length >= shortest; length--) {
      const root = this.roots.get(word.slice(0, length));
      if (root && isTurkishEnding(word.slice(length))) return root;
    }
    return undefined;
  }

  private add(root: string): void {
    this.roots.set(root, root);
    const soft = softened[root.at(-1) ?? ''];
    const form = root.slice(0, -1) + soft;
    if (soft && root.length > 3 && !this.roots.has(form)) this.roots.set(form, root);
  }
}
