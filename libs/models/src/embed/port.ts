export interface Embedded {
  /** Of length 1. */
  readonly vector: Float32Array;
  /** How well the model knows the words of the text, 0 to 1: at 0 its vector says nothing. */
  readonly knows: number;
}

/** Turns texts into vectors whose cosine says how alike two texts are. */
export interface Embedder {
  /** Vectors of different names are never compared. */
  readonly model: string;
  readonly dimensions: number;
  /** In the order of `texts`. */
  embed(texts: readonly string[]): Promise<Embedded[]>;
  close(): Promise<void>;
}
