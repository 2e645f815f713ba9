export interface Embedded {
  /** Of length 1. */
  readonly vector: Float32Array;
  /** How well the model knows the words of the text, 0 to 1: at 0 its vector says nothing. */
  readonly knows: number;
}

/** Some models place a question elsewhere than the passage that answers it, and turn both so that they meet. */
export type Purpose = 'query' | 'passage';

/** Turns texts into vectors whose cosine says how alike two texts are. */
export interface Embedder {
  /** Vectors of different names are never compared. */
  readonly model: string;
  /** In the order of `texts`, all of one length, which 8 divides; default `passage`. */
  embed(texts: readonly string[], purpose?: Purpose): Promise<Embedded[]>;
  close(): Promise<void>;
}
