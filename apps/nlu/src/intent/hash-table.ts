/**
 * Places of features by their hash: open addressing over one array, which is also the form it is stored in. Two of each
 * place: the hash (0: empty) and the number of the feature. A hash stands for its feature; at 60,000 features one in
 * 70,000 foreign ones is taken for a known one, which does no harm.
 */
export class HashTable {
  private readonly mask: number;

  constructor(readonly places: Uint32Array) {
    this.mask = places.length / 2 - 1;
  }

  /** Room for so many features at most half full. */
  static of(hashes: readonly number[]): HashTable {
    let room = 16;
    while (room < hashes.length * 2) room *= 2;
    const table = new HashTable(new Uint32Array(room * 2));
    hashes.forEach((hash, feature) => table.put(hash, feature));
    return table;
  }

  /** -1 where it is not known. */
  find(hash: number): number {
    const { places, mask } = this;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const there = places[place * 2];
      if (there === hash) return places[place * 2 + 1]!;
      if (there === 0) return -1;
    }
  }

  private put(hash: number, feature: number): void {
    const { places, mask } = this;
    let place = hash & mask;
    while (places[place * 2] !== 0) place = (place + 1) & mask;
    places[place * 2] = hash;
    places[place * 2 + 1] = feature;
  }
}
