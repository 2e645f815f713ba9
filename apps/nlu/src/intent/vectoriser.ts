import type { Word } from '../text/words.js';
import { featuresOf, type FeatureSink } from './features.js';
import { HashTable } from './hash-table.js';

/** Share of the words in the length of a vector; the pieces of words have the rest. */
const wordShare = 0.5;
/** Pieces and words of one text that are weighed; longer texts are cut. */
const mostFeatures = 8192;

/** A text as a sparse vector of length 1; valid until the next text. */
export interface TextVector {
  readonly features: Int32Array;
  readonly values: Float32Array;
  readonly count: number;
  /** How much of the text is known, from 0 to 1: the share of its features, each weighed by how rare it is. */
  readonly known: number;
}

/** Weighs the features of a text by (1 + log tf) · idf; words and pieces of words each have their share of the length. */
export class Vectoriser {
  private readonly counts: Float32Array;
  private readonly isWord: Uint8Array;
  private readonly features = new Int32Array(mostFeatures);
  private readonly values = new Float32Array(mostFeatures);
  private count = 0;
  private unknown = 0;
  private readonly sink: FeatureSink = { word: (hash) => this.add(hash, 1), piece: (hash) => this.add(hash, 0) };

  /** `rarity`: the idf of each feature; `unseen`: that of one that no example has. */
  constructor(
    private readonly table: HashTable,
    private readonly rarity: Float32Array,
    private readonly unseen: number,
  ) {
    this.counts = new Float32Array(rarity.length);
    this.isWord = new Uint8Array(rarity.length);
  }

  vectorOf(words: readonly Word[]): TextVector {
    const { counts, features, values, isWord, rarity } = this;
    this.count = 0;
    this.unknown = 0;
    featuresOf(words, this.sink);
    let [wordLength, pieceLength, known] = [0, 0, 0];
    for (let at = 0; at < this.count; at++) {
      const feature = features[at]!;
      const value = (1 + Math.log(counts[feature]!)) * rarity[feature]!;
      known += rarity[feature]!;
      counts[feature] = 0;
      values[at] = value;
      if (isWord[feature]) wordLength += value * value;
      else pieceLength += value * value;
    }
    const wordScale = wordLength > 0 ? Math.sqrt(wordShare / wordLength) : 0;
    const pieceScale = pieceLength > 0 ? Math.sqrt((1 - wordShare) / pieceLength) : 0;
    for (let at = 0; at < this.count; at++) values[at]! *= isWord[features[at]!] ? wordScale : pieceScale;
    const whole = known + this.unknown * this.unseen;
    return { features, values, count: this.count, known: whole > 0 ? known / whole : 0 };
  }

  private add(hash: number, word: 0 | 1): void {
    const feature = this.table.find(hash);
    if (feature < 0) {
      this.unknown++;
      return;
    }
    if (this.counts[feature] === 0) {
      if (this.count === mostFeatures) return;
      this.features[this.count++] = feature;
      this.isWord[feature] = word;
    }
    this.counts[feature]!++;
  }
}
