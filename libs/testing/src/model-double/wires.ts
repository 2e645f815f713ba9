import type { ServerResponse } from 'node:http';
import { awsEvent, awsException } from './event-stream.js';
import type { DoubleReply } from './script.js';

/** How one provider puts an answer on the wire. */
export interface Wire {
  begin(response: ServerResponse): void;
  piece(response: ServerResponse, text: string): void;
  end(response: ServerResponse, reason: 'stop' | 'length' | 'filtered', usage: Usage | undefined): void;
  /** An error in the middle of a stream. */
  fail(response: ServerResponse): void;
  error(response: ServerResponse, error: Extract<DoubleReply, { kind: 'error' }>): void;
  garbage(response: ServerResponse): void;
}

export interface Usage {
  readonly input: number;
  readonly output: number;
}

const json = (response: ServerResponse, status: number, headers: object, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const chunk = (response: ServerResponse, body: object): void => {
  const common = { id: 'chatcmpl-double', object: 'chat.completion.chunk', created: 0, model: 'double' };
  response.write(`data: ${JSON.stringify({ ...common, ...body })}\n\n`);
};
const choice = (delta: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason }],
});

const openaiReasons = { stop: 'stop', length: 'length', filtered: 'content_filter' } as const;

export const openaiWire: Wire = {
  begin: (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    chunk(response, choice({ role: 'assistant', content: '' }));
  },
  piece: (response, text) => chunk(response, choice({ content: text })),
  end: (response, reason, usage) => {
    chunk(response, choice({}, openaiReasons[reason]));
    if (usage)
      chunk(response, {
        choices: [],
        usage: {
          prompt_tokens: usage.input,
          completion_tokens: usage.output,
          total_tokens: usage.input + usage.output,
        },
      });
    response.end('data: [DONE]\n\n');
  },
  fail: (response) => {
    response.end(`data: ${JSON.stringify({ error: { message: 'overloaded', type: 'server_error', code: null } })}\n\n`);
  },
  error: (response, { status, code, message = 'an error', param = null, headers = {} }) =>
    json(response, status, headers, { error: { message, type: 'double', code, param } }),
  garbage: (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"choices": [{"del\n\n');
  },
};

const bedrockReasons = { stop: 'end_turn', length: 'max_tokens', filtered: 'content_filtered' } as const;

export const bedrockWire: Wire = {
  begin: (response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    response.write(awsEvent('messageStart', { role: 'assistant' }));
  },
  piece: (response, text) =>
    void response.write(awsEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
  end: (response, reason, usage) => {
    response.write(awsEvent('contentBlockStop', { contentBlockIndex: 0 }));
    response.write(awsEvent('messageStop', { stopReason: bedrockReasons[reason] }));
    if (usage) {
      const { input, output } = usage;
      const counts = { inputTokens: input, outputTokens: output, totalTokens: input + output };
      response.write(awsEvent('metadata', { usage: counts, metrics: { latencyMs: 1 } }));
    }
    response.end();
  },
  fail: (response) => void response.end(awsException('modelStreamErrorException', 'overloaded')),
  error: (response, { status, code, message = 'an error', headers = {} }) =>
    json(response, status, { 'x-amzn-errortype': code, ...headers }, { message }),
  garbage: (response) => {
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' }).end(Buffer.alloc(64, 7));
  },
};
