import type { FleetTarget } from './fleet-target.js';

const ASKERS = 8;

/** Those of the texts that the fleet answers by a rule, as often as they are in the list. */
export async function answeredByRule({ api, sessions }: FleetTarget, texts: readonly string[]): Promise<string[]> {
  const left = [...new Set(texts)];
  const byRule = new Set<string>();
  const asker = async (_: unknown, number: number) => {
    const { id, token } = sessions[number]!;
    for (let message = left.pop(); message !== undefined; message = left.pop()) {
      const path = `/chat/sessions/${id}/messages`;
      const { method } = await api.data<{ method?: string }>('POST', path, { token, body: { message } });
      if (method === 'rule') byRule.add(message);
    }
  };
  await Promise.all(Array.from({ length: ASKERS }, asker));
  return texts.filter((text) => byRule.has(text));
}
