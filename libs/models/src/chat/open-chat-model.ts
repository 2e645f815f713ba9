import { traced } from '@parley/runtime';
import type { ModelChoice, ProviderConfig } from '../providers/settings.js';
import { bedrockChat } from './bedrock/bedrock-chat.js';
import { bedrockClient } from './bedrock/client.js';
import { withBreaker } from './breaker.js';
import { openaiClient } from './openai/client.js';
import { openaiChat } from './openai/openai-chat.js';
import { withPatience, type Patience } from './patience.js';
import type { Chat, ChatModel } from './port.js';
import { withRetries, type Retries } from './retries.js';

/** A model with patience for each attempt, a breaker that counts the attempts, and retries around both. */
export async function openChatModel(
  choice: ModelChoice,
  config: ProviderConfig,
  rules: { readonly patience: Patience; readonly retries: Retries },
): Promise<ChatModel> {
  const { chat, close } = await adapterOf(choice, config);
  return {
    name: choice.name,
    chat: withRetries(withBreaker(withPatience(withTrace(chat, choice), rules.patience), choice.name), rules.retries),
    close,
  };
}

/** Each attempt is a step of the trace of its question. */
const withTrace =
  (chat: Chat, { name, provider }: ModelChoice): Chat =>
  (...asked) =>
    traced(`model ${name}`, { 'gen_ai.provider.name': provider, 'gen_ai.request.model': name }, () => chat(...asked));

async function adapterOf(choice: ModelChoice, config: ProviderConfig): Promise<Pick<ChatModel, 'chat' | 'close'>> {
  if (choice.provider === 'bedrock') {
    const client = await bedrockClient(config);
    return { chat: bedrockChat(client, choice.model), close: () => client.destroy() };
  }
  const client = await openaiClient(choice, config);
  return { chat: openaiChat(client, choice.model), close: () => undefined };
}
