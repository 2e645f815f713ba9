import { type FleetTarget, openSession } from './fleet-target.js';
import { type Texts, mixOf } from './texts.js';

const ASKERS = 8;
/** No company's documents answer it, so a person is offered. */
const UNANSWERABLE = 'How many elephants sleep on the roof of the opera in Sydney?';

/** About coprime to the number of sessions, so that each session comes by every text. */
const MIX_LENGTH = 9973;

/** How the fleet takes a text where a person was just offered: whoever is handed over hears no more of the bot. */
export type Taken = 'rule' | 'looked up' | 'handed over';

/** The small talk that rules answer, and a mix with what must be looked up; nothing in it hands over a session. */
export async function sayable(target: FleetTarget, texts: Texts): Promise<{ by_rule: string[]; mixed: string[] }> {
  const small = await tryTexts(target, texts.small_talk);
  const by_rule = texts.small_talk.filter((text) => small.get(text) === 'rule');
  const mix = mixOf({ ...texts, small_talk: by_rule }, MIX_LENGTH);
  const mixed = await tryTexts(target, mix);
  return { by_rule, mixed: mix.filter((text) => mixed.get(text) !== 'handed over') };
}

/** Says each of the texts in a session of its own. */
async function tryTexts(target: FleetTarget, texts: readonly string[]): Promise<Map<string, Taken>> {
  const { api, company } = target;
  const left = [...new Set(texts)];
  target.turns_besides += 2 * left.length;
  const taken = new Map<string, Taken>();
  const asker = async () => {
    for (let text = left.pop(); text !== undefined; text = left.pop()) {
      const { id, token } = await openSession(api, company);
      const say = (message: string) =>
        api.data<{ method?: string; answer?: { kind: string } }>('POST', `/chat/sessions/${id}/messages`, {
          token,
          body: { message },
        });
      await say(UNANSWERABLE);
      const { method, answer } = await say(text);
      taken.set(text, answer?.kind !== 'bot_message' ? 'handed over' : method === 'rule' ? 'rule' : 'looked up');
    }
  };
  await Promise.all(Array.from({ length: ASKERS }, asker));
  return taken;
}
