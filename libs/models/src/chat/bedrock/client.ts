import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { ProviderConfig } from '../../providers/settings.js';

/** The SDK without retries of its own: those are ours. It is loaded with the first client. */
export async function bedrockClient(config: ProviderConfig): Promise<BedrockRuntimeClient> {
  const [{ BedrockRuntimeClient }, { NodeHttpHandler }] = await Promise.all([
    import('@aws-sdk/client-bedrock-runtime'),
    import('@smithy/node-http-handler'),
  ]);
  const { bedrock_region, bedrock_url, bedrock_key_id, bedrock_secret } = config;
  return new BedrockRuntimeClient({
    region: bedrock_region!,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ connectionTimeout: 3000 }),
    ...(bedrock_url === undefined ? {} : { endpoint: bedrock_url }),
    ...(bedrock_key_id === undefined
      ? {}
      : { credentials: { accessKeyId: bedrock_key_id, secretAccessKey: bedrock_secret! } }),
  });
}
