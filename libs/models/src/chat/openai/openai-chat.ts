import type { OpenAI } from 'openai';
import { ModelFailure } from '../failure.js';
import type { Chat, ChatAsk, ChatEnd } from '../port.js';
import { failureOf } from './failures.js';

type Request = OpenAI.ChatCompletionCreateParamsStreaming;

/** Parameters that some models refuse, and what each is left out for. */
const instead = {
  max_tokens: (request: Request): Request => {
    const { max_tokens, ...rest } = request;
    return { ...rest, max_completion_tokens: max_tokens! };
  },
  temperature: ({ temperature: _, ...rest }: Request): Request => rest,
  stream_options: ({ stream_options: _, ...rest }: Request): Request => rest,
};
type Refused = keyof typeof instead;

const isRefusable = (parameter: unknown): parameter is Refused =>
  typeof parameter === 'string' && Object.hasOwn(instead, parameter);

/** Chat completions, as OpenAI, Azure and many others serve them. */
export function openaiChat(client: OpenAI, model: string): Chat {
  /** What the model has refused so far is not sent again. */
  const refused = new Set<Refused>();

  const begin = async (ask: ChatAsk, signal: AbortSignal) => {
    for (;;) {
      const request = [...refused].reduce((so_far, each) => instead[each](so_far), requestOf(ask, model));
      try {
        return await client.chat.completions.create(request, { signal });
      } catch (error) {
        const { status, param } = error as { status?: number; param?: unknown };
        if (status !== 400 || !isRefusable(param) || refused.has(param)) throw error;
        refused.add(param);
      }
    }
  };

  return async (ask, hear, signal) => {
    try {
      return await read(await begin(ask, signal), hear);
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error);
    }
  };
}

async function read(stream: AsyncIterable<OpenAI.ChatCompletionChunk>, hear: (text: string) => void): Promise<ChatEnd> {
  let finish: string | undefined;
  let usage: ChatEnd['usage'];
  for await (const chunk of stream) {
    const choice = chunk.choices?.[0];
    if (choice?.delta?.content) hear(choice.delta.content);
    if (choice?.delta?.refusal) throw new ModelFailure('content_policy', 'the model refuses');
    finish = choice?.finish_reason ?? finish;
    if (chunk.usage) usage = { input_tokens: chunk.usage.prompt_tokens, output_tokens: chunk.usage.completion_tokens };
  }
  if (finish === undefined) throw new ModelFailure('unavailable', 'the stream was cut');
  if (finish === 'content_filter') throw new ModelFailure('content_policy', 'the provider cut the answer');
  return { reason: finish === 'length' ? 'length' : 'stop', ...(usage ? { usage } : {}) };
}

const requestOf = ({ system, said, most_tokens }: ChatAsk, model: string): Request => ({
  model,
  stream: true,
  stream_options: { include_usage: true },
  temperature: 0,
  max_tokens: most_tokens,
  messages: [
    { role: 'system', content: system },
    ...said.map(({ who, text }) => ({ role: who === 'user' ? 'user' : 'assistant', content: text }) as const),
  ],
});
