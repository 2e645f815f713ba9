import type { OpenAI } from 'openai';
import type { ModelChoice, ProviderConfig } from '../../providers/settings.js';

/** The SDK without retries and time-outs of its own: those are ours. */
const options = { maxRetries: 0, timeout: 600_000, logLevel: 'off' } as const;

/** The client of the endpoint that serves a model. The SDK is loaded with the first one: it takes 30 MB. */
export async function openaiClient({ provider, model }: ModelChoice, config: ProviderConfig): Promise<OpenAI> {
  const { AzureOpenAI, OpenAI } = await import('openai');
  if (provider === 'azure')
    return new AzureOpenAI({
      ...options,
      baseURL: null,
      endpoint: config.azure_url!,
      apiKey: config.azure_key!,
      apiVersion: config.azure_version,
      deployment: model,
      organization: null,
    } as ConstructorParameters<typeof AzureOpenAI>[0]);
  const account = { organization: null, project: null };
  return new OpenAI({ ...options, ...account, baseURL: config.openai_url, apiKey: config.openai_key ?? 'none' });
}
