export interface DoubleAsk {
  readonly wire: 'openai' | 'azure' | 'bedrock';
  readonly model: string;
  readonly system: string;
  readonly said: readonly { readonly who: 'user' | 'model'; readonly text: string }[];
  /** The body as it came. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How many came before it. */
  readonly number: number;
}

/** What the double does with one request. */
export type DoubleReply =
  | {
      readonly kind: 'text';
      /** Each goes out as a piece of the stream. */
      readonly pieces: readonly string[];
      /** Pauses, in milliseconds. */
      readonly first_ms?: number;
      readonly between_ms?: number;
      /** `cut`: the connection breaks after the pieces; `hang`: nothing more comes; else why the model stopped. */
      readonly end?: 'stop' | 'length' | 'filtered' | 'cut' | 'hang' | 'failed';
      readonly usage?: { readonly input: number; readonly output: number } | undefined;
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      /** OpenAI's `code`, or the name of the AWS exception. */
      readonly code: string;
      readonly message?: string;
      readonly param?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'silence' };

export type DoubleScript = (ask: DoubleAsk) => DoubleReply | Promise<DoubleReply>;

/** Words as they come from a model: each with the space before it. */
export const piecesOf = (text: string): string[] => text.match(/\s*\S+/g) ?? [];

export const says = (
  text: string,
  more: Omit<Extract<DoubleReply, { kind: 'text' }>, 'kind' | 'pieces'> = {},
): DoubleReply => ({
  kind: 'text',
  pieces: piecesOf(text),
  ...more,
});
