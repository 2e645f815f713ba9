import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { failureOf } from '../chat/bedrock/failures.js';
import type { EmbeddingChoice } from '../providers/settings.js';
import type { EmbedAll } from './provider-embedder.js';
import type { Purpose } from './port.js';

/** Titan takes one text a request: so many at a time. */
const atOnce = 8;

/** Models of Titan and Cohere on Bedrock. */
export function bedrockEmbed(client: BedrockRuntimeClient, { model, dimensions }: EmbeddingChoice): EmbedAll {
  const invoke = async (body: object, signal: AbortSignal): Promise<Record<string, unknown>> => {
    try {
      const { InvokeModelCommand } = await import('@aws-sdk/client-bedrock-runtime');
      const json = { contentType: 'application/json', accept: 'application/json' };
      const command = new InvokeModelCommand({ modelId: model, ...json, body: JSON.stringify(body) });
      const reply = await client.send(command, { abortSignal: signal });
      return JSON.parse(Buffer.from(reply.body).toString()) as Record<string, unknown>;
    } catch (error) {
      throw failureOf(error);
    }
  };

  const cohere = async (texts: readonly string[], purpose: Purpose, signal: AbortSignal): Promise<number[][]> => {
    const input_type = purpose === 'query' ? 'search_query' : 'search_document';
    const { embeddings } = await invoke({ texts, input_type, truncate: 'END' }, signal);
    return Array.isArray(embeddings) ? embeddings : (embeddings as { float: number[][] }).float;
  };

  const titan = async (text: string, signal: AbortSignal): Promise<number[]> => {
    const sized = dimensions === undefined ? {} : { dimensions };
    return (await invoke({ inputText: text, normalize: true, ...sized }, signal))['embedding'] as number[];
  };

  return async (texts, purpose, signal) => {
    if (/(?:^|\.)cohere\./.test(model)) return cohere(texts, purpose, signal);
    const made: number[][] = [];
    for (let at = 0; at < texts.length; at += atOnce)
      made.push(...(await Promise.all(texts.slice(at, at + atOnce).map((text) => titan(text, signal)))));
    return made;
  };
}
