import type {
  BedrockRuntimeClient,
  ConverseStreamCommandInput,
  ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import { ModelFailure } from '../failure.js';
import type { Chat, ChatAsk, ChatEnd } from '../port.js';
import { failureOf } from './failures.js';

/** ConverseStream of Bedrock. */
export const bedrockChat =
  (client: BedrockRuntimeClient, model: string): Chat =>
  async (ask, hear, signal) => {
    try {
      const { ConverseStreamCommand } = await import('@aws-sdk/client-bedrock-runtime');
      const { stream } = await client.send(new ConverseStreamCommand(requestOf(ask, model)), { abortSignal: signal });
      if (!stream) throw new ModelFailure('unavailable', 'no stream');
      return await read(untilAborted(stream, signal), hear);
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error);
    }
  };

async function read(stream: AsyncIterable<ConverseStreamOutput>, hear: (text: string) => void): Promise<ChatEnd> {
  let stopped: string | undefined;
  let usage: ChatEnd['usage'];
  for await (const event of stream) {
    const text = event.contentBlockDelta?.delta?.text;
    if (text) hear(text);
    stopped = event.messageStop?.stopReason ?? stopped;
    const reported = event.metadata?.usage;
    if (reported) usage = { input_tokens: reported.inputTokens ?? 0, output_tokens: reported.outputTokens ?? 0 };
  }
  if (stopped === undefined) throw new ModelFailure('unavailable', 'the stream was cut');
  if (stopped === 'content_filtered' || stopped === 'guardrail_intervened')
    throw new ModelFailure('content_policy', stopped);
  if (stopped === 'model_context_window_exceeded') throw new ModelFailure('context_window', stopped);
  return { reason: stopped === 'max_tokens' ? 'length' : 'stop', ...(usage ? { usage } : {}) };
}

/** The SDK's signal ends a request, not the reading of its answer. */
async function* untilAborted<T>(stream: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => undefined);
  const abort = () => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted.promise]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

const requestOf = ({ system, said, most_tokens }: ChatAsk, modelId: string): ConverseStreamCommandInput => ({
  modelId,
  system: [{ text: system }],
  messages: said.map(({ who, text }) => ({ role: who === 'user' ? 'user' : 'assistant', content: [{ text }] })),
  inferenceConfig: { maxTokens: most_tokens, temperature: 0 },
});
