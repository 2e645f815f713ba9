/** Letters of the longest word that is remembered. */
const longest = 40;

/** What was found out of words lately, so that it is found out once; all is forgotten at once when it is too much. */
export class Lately<T> {
  private readonly known = new Map<string, T>();

  constructor(
    private readonly findOut: (word: string) => T,
    private readonly most = 20_000,
  ) {}

  of(word: string): T {
    const known = this.known.get(word);
    if (known !== undefined) return known;
    const found = this.findOut(word);
    if (word.length > longest) return found;
    if (this.known.size >= this.most) this.known.clear();
    this.known.set(word, found);
    return found;
  }
}
