import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { embeddingReply } from './embeddings.js';
import { says, type DoubleAsk, type DoubleReply, type DoubleScript } from './script.js';
import { bedrockWire, openaiWire, type Wire } from './wires.js';

/** Speaks the wires of OpenAI, Azure OpenAI and Bedrock, and does what its script says. */
export interface ModelDouble {
  readonly url: string;
  /** The variables that lead every provider of a service here. */
  readonly variables: Readonly<Record<string, string>>;
  /** Every request for an answer so far. */
  readonly asked: readonly DoubleAsk[];
  /** Texts of requests for vectors. */
  readonly embedded: readonly string[];
  /** Requests whose asker went away before the end. */
  readonly abandoned: number;
  script: DoubleScript;
  /** Status that requests for vectors get, and the length of vectors. */
  embeddings: { status: number; dimensions: number };
  reset(): void;
  close(): Promise<void>;
}

type Json = Record<string, unknown>;
type Message = { readonly role: string; readonly content: unknown };

const silent = new Promise<never>(() => undefined);
const content = (value: unknown): string =>
  typeof value === 'string' ? value : ((value as { text?: string }[]) ?? []).map(({ text = '' }) => text).join('');

const routes = [
  { pattern: /^\/v1\/(chat\/completions|embeddings)$/, wire: 'openai' },
  { pattern: /^\/openai\/deployments\/([^/]+)\/(chat\/completions|embeddings)/, wire: 'azure' },
  { pattern: /^\/model\/([^/]+)\/(converse-stream|invoke)$/, wire: 'bedrock' },
] as const;

export async function startModelDouble(): Promise<ModelDouble> {
  const asked: DoubleAsk[] = [];
  const embedded: string[] = [];
  let abandoned = 0;

  const server = createServer((request, response) => {
    response.on('close', () => (abandoned += response.writableFinished ? 0 : 1));
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url!, 'http://double');
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}') as Json;
    for (const { pattern, wire } of routes) {
      const match = pattern.exec(pathname);
      if (!match) continue;
      const model = wire === 'openai' ? String(body['model']) : decodeURIComponent(match[1]!);
      if (/embeddings|invoke/.test(match.at(-1)!))
        return embeddingReply(response, wire, body, double.embeddings, (texts) => embedded.push(...texts));
      const ask = askOf(wire, model, body, request, asked.length);
      asked.push(ask);
      return play(response, wire === 'bedrock' ? bedrockWire : openaiWire, await double.script(ask));
    }
    response.writeHead(404).end('{}');
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const double: ModelDouble = {
    url,
    variables: variablesFor(url),
    asked,
    embedded,
    get abandoned() {
      return abandoned;
    },
    script: () => says('Hello.'),
    embeddings: { status: 200, dimensions: 64 },
    reset: () => {
      asked.length = embedded.length = abandoned = 0;
      double.script = () => says('Hello.');
      double.embeddings = { status: 200, dimensions: 64 };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return double;
}

const variablesFor = (url: string) => ({
  PARLEY_OPENAI_URL: `${url}/v1`,
  PARLEY_OPENAI_KEY: 'double',
  PARLEY_AZURE_OPENAI_URL: url,
  PARLEY_AZURE_OPENAI_KEY: 'double',
  PARLEY_BEDROCK_URL: url,
  PARLEY_BEDROCK_REGION: 'eu-central-1',
  PARLEY_BEDROCK_KEY_ID: 'double',
  PARLEY_BEDROCK_SECRET: 'double',
});

function askOf(
  wire: DoubleAsk['wire'],
  model: string,
  body: Json,
  request: IncomingMessage,
  number: number,
): DoubleAsk {
  const messages = body['messages'] as Message[];
  const system =
    wire === 'bedrock' ? content(body['system']) : content(messages.find(({ role }) => role === 'system')?.content);
  const said = messages
    .filter(({ role }) => role !== 'system')
    .map((message) => ({
      who: message.role === 'user' ? ('user' as const) : ('model' as const),
      text: content(message.content),
    }));
  return { wire, model, system, said, body, headers: request.headers, number };
}

async function play(response: ServerResponse, wire: Wire, reply: DoubleReply): Promise<void> {
  switch (reply.kind) {
    case 'silence':
      return silent;
    case 'error':
      return wire.error(response, reply);
    case 'garbage':
      return wire.garbage(response);
    case 'text':
      return playText(response, wire, reply);
  }
}

async function playText(
  response: ServerResponse,
  wire: Wire,
  {
    pieces,
    first_ms = 0,
    between_ms = 0,
    end = 'stop',
    usage = { input: 100, output: pieces.length },
  }: Extract<DoubleReply, { kind: 'text' }>,
): Promise<void> {
  wire.begin(response);
  if (first_ms > 0) await sleep(first_ms);
  for (const [at, piece] of pieces.entries()) {
    if (at > 0 && between_ms > 0) await sleep(between_ms);
    if (response.destroyed) return;
    wire.piece(response, piece);
  }
  if (end === 'hang') return silent;
  if (end === 'failed') return wire.fail(response);
  if (end !== 'cut') return wire.end(response, end, usage);
  await sleep(20);
  response.destroy();
}
