import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Vectors that point alike where texts share words: each word adds to one place. */
function vectorFor(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    vector[createHash('sha256').update(word).digest().readUInt32BE(0) % dimensions]! += 1;
  return vector;
}

/** Titan takes one text, Cohere and OpenAI take many. */
export function embeddingReply(
  response: ServerResponse,
  wire: 'openai' | 'azure' | 'bedrock',
  body: Record<string, unknown>,
  { status, dimensions: usual }: { readonly status: number; readonly dimensions: number },
  onTexts: (texts: readonly string[]) => void,
): void {
  const send = (code: number, reply: object) =>
    void response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  if (status !== 200) return send(status, { message: 'away', error: { message: 'away', code: 'away' } });
  const given = body['input'] ?? body['texts'] ?? body['inputText'];
  const texts = (Array.isArray(given) ? given : [given]) as string[];
  onTexts(texts);
  const vectors = texts.map((text) => vectorFor(text, Number(body['dimensions'] ?? usual)));
  if (wire !== 'bedrock') {
    const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
    return send(200, { object: 'list', data, model: 'double', usage: { prompt_tokens: 1, total_tokens: 1 } });
  }
  if (body['texts']) return send(200, { embeddings: vectors, response_type: 'embeddings_floats' });
  return send(200, { embedding: vectors[0], inputTextTokenCount: 1 });
}
