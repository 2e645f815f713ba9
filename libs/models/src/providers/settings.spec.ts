import { describe, expect, it } from '@jest/globals';
import { readSettings } from '@parley/runtime';
import { modelChoice, providerSettings, refuseIncomplete } from './settings.js';

const refuse = (environment: Record<string, string>, ...names: string[]) =>
  refuseIncomplete(readSettings(environment, providerSettings), { PARLEY_LLM_CHAIN: names.map(modelChoice) });

describe('the choice of a model', () => {
  it('is a provider and its name for the model, which may hold colons', () => {
    expect(modelChoice(' bedrock:anthropic.claude-v2:1 ')).toEqual({
      name: 'bedrock:anthropic.claude-v2:1',
      provider: 'bedrock',
      model: 'anthropic.claude-v2:1',
    });
  });

  it.each(['gpt-4o', 'mistral:large', 'openai:', ':x'])('is not %j', (raw) => {
    expect(() => modelChoice(raw)).toThrow('expected <provider>:<model>');
  });

  it('may choose the length of vectors, which 8 divides', () => {
    const read = (raw: string) => readSettings({ PARLEY_EMBEDDINGS: raw }, providerSettings).embeddings;
    expect(read('openai:m@512')).toMatchObject({ model: 'm', dimensions: 512 });
    expect(() => read('openai:m@100')).toThrow('PARLEY_EMBEDDINGS');
  });
});

describe('a provider that is chosen', () => {
  it.each([
    ['openai:x', {}, 'PARLEY_OPENAI_KEY'],
    ['azure:x', { PARLEY_AZURE_OPENAI_KEY: 'k' }, 'PARLEY_AZURE_OPENAI_URL'],
    ['azure:x', { PARLEY_AZURE_OPENAI_URL: 'https://x' }, 'PARLEY_AZURE_OPENAI_KEY'],
    ['azure:x', { PARLEY_AZURE_OPENAI_URL: 'x', PARLEY_AZURE_OPENAI_KEY: 'k' }, 'PARLEY_AZURE_OPENAI_URL'],
    ['bedrock:x', {}, 'PARLEY_BEDROCK_REGION'],
    ['bedrock:x', { PARLEY_BEDROCK_REGION: 'r', PARLEY_BEDROCK_KEY_ID: 'k' }, 'PARLEY_BEDROCK_SECRET'],
  ])('%s with %j misses %s', (name, environment, variable) => {
    expect(() => refuse(environment, name)).toThrow(variable);
  });

  it('needs no key at an endpoint of one’s own, and none at all where it is not chosen', () => {
    expect(() => refuse({ PARLEY_OPENAI_URL: 'http://127.0.0.1:11434/v1' }, 'openai:llama')).not.toThrow();
    expect(() => refuse({})).not.toThrow();
  });
});
