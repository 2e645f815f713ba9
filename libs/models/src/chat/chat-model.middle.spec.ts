import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '@parley/runtime';
import { says, startModelDouble, type DoubleReply, type ModelDouble } from '@parley/testing';
import { modelChoice, providerSettings } from '../providers/settings.js';
import { openChatModel } from './open-chat-model.js';
import type { ChatEnd, ChatModel } from './port.js';

const ask = { system: 'be brief', said: [{ who: 'user', text: 'hello?' }], most_tokens: 50 } as const;
const rules = {
  patience: { first_text_ms: 800, next_text_ms: 200 },
  retries: { most: 1, first_wait_ms: 20, longest_wait_ms: 1500 },
};

describe.each(['openai:gpt-test', 'azure:my-deployment', 'bedrock:anthropic.claude-test-v1:0'])(
  'the model %s (real: SDK, HTTP; double: provider)',
  (name) => {
    let double: ModelDouble;
    let opened: ChatModel[] = [];

    const open = async (retries = rules.retries) => {
      const config = readSettings(double.variables, providerSettings);
      const model = await openChatModel(modelChoice(name), config, { ...rules, retries });
      opened.push(model);
      return model;
    };
    const chat = async (model: ChatModel, signal = new AbortController().signal) => {
      const heard: string[] = [];
      const ended = await model
        .chat(ask, (text) => void heard.push(text), signal)
        .then(
          (end): { end: ChatEnd } => ({ end }),
          (failure: { kind?: string; name?: string }) => ({ failed: failure.kind ?? failure.name }),
        );
      return { heard: heard.join(''), ...ended };
    };
    const once = (reply: DoubleReply) => {
      double.script = ({ number }) => (number === 0 ? reply : says('At your service.'));
    };

    beforeAll(async () => {
      double = await startModelDouble();
      await openChatModel(modelChoice(name), readSettings(double.variables, providerSettings), rules);
    });
    afterEach(() => {
      opened.forEach((model) => model.close());
      opened = [];
      double.reset();
    });
    afterAll(() => double.close());

    it('streams its words and reports what they cost', async () => {
      double.script = () => says('You can return it within 30 days.', { usage: { input: 12, output: 8 } });
      expect(await chat(await open())).toEqual({
        heard: 'You can return it within 30 days.',
        end: { reason: 'stop', usage: { input_tokens: 12, output_tokens: 8 } },
      });
      expect(double.asked[0]).toMatchObject({
        model: name.slice(name.indexOf(':') + 1),
        ...{ system: ask.system, said: ask.said },
      });
    });

    it('says when the answer was cut for its length', async () => {
      double.script = () => says('You can', { end: 'length' });
      expect(await chat(await open())).toMatchObject({ heard: 'You can', end: { reason: 'length' } });
    });

    it.each([
      ['a wrong key', 401, 'UnrecognizedClientException', undefined, 'auth'],
      ['no right to the model', 403, 'AccessDeniedException', undefined, 'auth'],
      ['an unknown model', 404, 'ResourceNotFoundException', undefined, 'rejected'],
      [
        'a request that is too long',
        400,
        'ValidationException',
        'Input is too long: maximum context length is 8192',
        'context_window',
      ],
      ['a wrong request', 400, 'ValidationException', 'no such thing', 'rejected'],
    ])('names %s and does not ask again', async (_, status, code, message, kind) => {
      double.script = () => ({ kind: 'error', status, code, ...(message === undefined ? {} : { message }) });
      expect(await chat(await open())).toEqual({ heard: '', failed: kind });
      expect(double.asked).toHaveLength(1);
    });

    it('names what the provider filtered', async () => {
      double.script = () => says('You', { end: 'filtered' });
      expect(await chat(await open())).toEqual({ heard: 'You', failed: 'content_policy' });
    });

    it.each([
      ['broken', { kind: 'error', status: 500, code: 'InternalServerException' }],
      ['overloaded', { kind: 'error', status: 503, code: 'ServiceUnavailableException' }],
      ['mumbling', { kind: 'garbage' }],
      ['silent', { kind: 'silence' }],
      ['slow to begin', says('too late', { first_ms: 3000 })],
      ['cut before the first word', says('', { end: 'cut' })],
    ] as [string, DoubleReply][])('asks a provider once more that is %s', async (_, reply) => {
      once(reply);
      expect(await chat(await open())).toMatchObject({ heard: 'At your service.', end: { reason: 'stop' } });
    });

    it('waits as long as the provider asks', async () => {
      once({ kind: 'error', status: 429, code: 'ThrottlingException', headers: { 'retry-after': '0.3' } });
      const began = performance.now();
      expect(await chat(await open())).toMatchObject({ heard: 'At your service.' });
      expect(performance.now() - began).toBeGreaterThanOrEqual(290);
      expect(performance.now() - began).toBeLessThan(10_000);
    });

    it('does not wait longer than it may', async () => {
      once({ kind: 'error', status: 429, code: 'ThrottlingException', headers: { 'retry-after': '30' } });
      expect(await chat(await open())).toEqual({ heard: '', failed: 'rate_limit' });
    });

    it.each([
      ['breaks', 'cut'],
      ['stands still', 'hang'],
      ['fails', 'failed'],
    ] as const)('never begins again after the first word where the stream %s', async (_, end) => {
      double.script = () => says('Within thirty', { end });
      expect(await chat(await open())).toEqual({ heard: 'Within thirty', failed: 'unavailable' });
      expect(double.asked).toHaveLength(1);
    });

    it('stops when its asker does', async () => {
      double.script = () => says('one two three four', { between_ms: 100 });
      expect(await chat(await open(), AbortSignal.timeout(150))).toMatchObject({ failed: 'TimeoutError' });
      for (let tries = 0; double.abandoned === 0 && tries < 50; tries++) await new Promise((go) => setTimeout(go, 10));
      expect(double.abandoned).toBe(1);
    });

    it('is left alone for a while when it keeps failing', async () => {
      const model = await open({ most: 0, first_wait_ms: 0, longest_wait_ms: 0 });
      double.script = () => ({ kind: 'error', status: 500, code: 'InternalServerException' });
      for (let call = 0; call < 8; call++) expect(await chat(model)).toMatchObject({ failed: 'unavailable' });
      expect(double.asked.length).toBeLessThan(8);
    });
  },
);

describe('an OpenAI-compatible model that takes fewer parameters', () => {
  it('is asked without those that it has refused', async () => {
    const double = await startModelDouble();
    double.script = ({ body }) => {
      const param = ['max_tokens', 'temperature', 'stream_options'].find((each) => each in body);
      return param ? { kind: 'error', status: 400, code: 'unsupported_parameter', param } : says('Here I am.');
    };
    const config = readSettings(double.variables, providerSettings);
    const model = await openChatModel(modelChoice('openai:o9'), config, rules);
    for (const asks of [4, 5]) {
      let heard = '';
      await model.chat(ask, (text) => (heard += text), new AbortController().signal);
      expect(heard).toBe('Here I am.');
      expect(double.asked).toHaveLength(asks);
    }
    expect(double.asked[4]!.body).toMatchObject({ max_completion_tokens: 50 });
    await double.close();
  });
});
