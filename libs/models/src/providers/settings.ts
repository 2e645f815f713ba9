import { ConfigError, optionalText, text, url, type Setting, type Values } from '@parley/runtime';

export const providers = ['openai', 'azure', 'bedrock'] as const;
export type Provider = (typeof providers)[number];

/** A model of a provider; `name` is `<provider>:<model>`, as it is configured. */
export interface ModelChoice {
  readonly name: string;
  readonly provider: Provider;
  readonly model: string;
}

/** Throws an `Error` that says what is expected. */
export function modelChoice(raw: string): ModelChoice {
  const name = raw.trim();
  const colon = name.indexOf(':');
  const provider = providers.find((each) => each === name.slice(0, colon));
  const model = name.slice(colon + 1);
  if (!provider || model === '') throw new Error(`expected <provider>:<model> with ${providers.join(', ')}`);
  return { name, provider, model };
}

/** `openai:text-embedding-3-large@1024` asks for vectors of that length, where the model lets choose. */
export interface EmbeddingChoice extends ModelChoice {
  readonly dimensions?: number;
}

const embeddings: Setting<EmbeddingChoice | undefined> = {
  variable: 'PARLEY_EMBEDDINGS',
  doc: 'model that compares by meaning, such as openai:text-embedding-3-small; without it the one in PARLEY_MODELS, or words alone',
  fallback: undefined,
  parse: (raw) => {
    const choice = modelChoice(raw);
    const chosen = /^(.+)@(\d{1,5})$/.exec(choice.model);
    if (!chosen) return choice;
    const dimensions = Number(chosen[2]);
    if (dimensions === 0 || dimensions % 8 !== 0) throw new Error('expected a length of vectors that 8 divides');
    return { ...choice, model: chosen[1]!, dimensions };
  },
};

const openaiAddress = 'https://api.openai.com/v1';

/** Where the providers are and how to sign in there; for every service that asks models. */
export const providerSettings = {
  embeddings,
  openai_url: url('PARLEY_OPENAI_URL', ['http:', 'https:'], {
    doc: 'an OpenAI-compatible endpoint: OpenAI, vLLM, Ollama, Gemini, …',
    default: openaiAddress,
  }),
  openai_key: optionalText('PARLEY_OPENAI_KEY', { doc: 'key of that endpoint; others than OpenAI may need none' }),
  azure_url: optionalText('PARLEY_AZURE_OPENAI_URL', {
    doc: 'endpoint of the Azure OpenAI resource; its models are named by deployment',
  }),
  azure_key: optionalText('PARLEY_AZURE_OPENAI_KEY', { doc: 'key of the Azure OpenAI resource' }),
  azure_version: text('PARLEY_AZURE_OPENAI_VERSION', { doc: 'version of the Azure OpenAI API', default: '2024-10-21' }),
  bedrock_region: optionalText('PARLEY_BEDROCK_REGION', { doc: 'AWS region whose Bedrock is asked' }),
  bedrock_url: optionalText('PARLEY_BEDROCK_URL', {
    doc: 'another address of Bedrock, such as an endpoint within a VPC',
  }),
  bedrock_key_id: optionalText('PARLEY_BEDROCK_KEY_ID', {
    doc: 'AWS access key id; without it whatever AWS itself finds: role, profile',
  }),
  bedrock_secret: optionalText('PARLEY_BEDROCK_SECRET', { doc: 'AWS secret access key to that id' }),
};

export type ProviderConfig = Values<typeof providerSettings>;

/** What each provider cannot do without. */
const needs = (config: ProviderConfig): Record<Provider, readonly (keyof ProviderConfig)[]> => ({
  openai: config.openai_url === openaiAddress ? ['openai_key'] : [],
  azure: ['azure_url', 'azure_key'],
  bedrock: ['bedrock_region', ...(config.bedrock_key_id === undefined ? [] : (['bedrock_secret'] as const))],
});

/** Throws `ConfigError` where a model is chosen whose provider is not configured; `chosen` by the variable that chose it. */
export function refuseIncomplete(
  config: ProviderConfig,
  chosen: Readonly<Record<string, readonly ModelChoice[]>>,
): void {
  const faults = new Set<string>();
  for (const [variable, models] of Object.entries(chosen))
    for (const { provider } of models)
      for (const need of needs(config)[provider]) {
        const { variable: missing, doc } = providerSettings[need];
        if (config[need] === undefined)
          faults.add(`${missing} (${doc}): expected a value, because ${variable} names ${provider}`);
      }
  for (const name of ['azure_url', 'bedrock_url'] as const)
    if (config[name] !== undefined && !/^https?:\/\/./.test(config[name]))
      faults.add(`${providerSettings[name].variable} (${providerSettings[name].doc}): expected an address`);
  if (faults.size > 0) throw new ConfigError([...faults].join('\n'));
}
