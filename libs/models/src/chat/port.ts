export interface Said {
  readonly who: 'user' | 'model';
  readonly text: string;
}

export interface ChatAsk {
  /** What the model is to be and to do. */
  readonly system: string;
  /** Oldest first, in turns; the first and the last are the user's. */
  readonly said: readonly Said[];
  readonly most_tokens: number;
}

/** As the provider reports it; missing where it reports none. */
export interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
}

export interface ChatEnd {
  /** `length`: cut at `most_tokens`. */
  readonly reason: 'stop' | 'length';
  readonly usage?: Usage;
}

/**
 * Has a model answer. `hear` is called with each piece of text as it comes. Rejects with a `ModelFailure`, also after
 * text was heard, or with the reason of `signal`.
 */
export type Chat = (ask: ChatAsk, hear: (text: string) => void, signal: AbortSignal) => Promise<ChatEnd>;

export interface ChatModel {
  /** `<provider>:<model>`, as it is configured. */
  readonly name: string;
  readonly chat: Chat;
  close(): void;
}
