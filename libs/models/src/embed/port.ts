/** Turns texts into vectors of length 1 whose cosine says how alike two texts are. */
export interface Embedder {
  /** Vectors of different names are never compared. */
  readonly model: string;
  readonly dimensions: number;
  /** Compares meaning, not letters: worth a search of its own beside the words. */
  readonly semantic: boolean;
  /** In the order of `texts`. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}
