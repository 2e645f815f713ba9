import { defaultConfig, newId, type MessageDraft, type MessageOutcome } from '@parley/contracts';
import { TokenSigner, startBroker, startRedis, type Broker, type Redis, type TestService } from '@parley/testing';
import { startAccounts, startDoor, startOrchestrator, type TestDoor } from './door.js';
import { ask, type HttpReply } from './http-client.js';
import { entryAt, script } from './parties.js';

/** What became of a message as the scripted orchestrator tells it. */
export const answered = ({ session_id, text, client_message_id }: MessageDraft): MessageOutcome => {
  const message = { ...entryAt(session_id, 1, text), client_message_id };
  const answer = { ...entryAt(session_id, 2), answers: [message.id], execution_time_ms: 3 };
  return { status: 'done', message, answer, owner: { kind: 'bot' } };
};

/** The gateway with Redis, scripted accounts and orchestrator behind it, and a customer who knocks. */
export class Doorway {
  broker!: Broker;
  redis: Redis | undefined;
  signer!: TokenSigner;
  door!: TestDoor;
  orchestrator!: TestService;
  private accounts!: TestService;
  tenant = '';
  bearer = { authorization: '' };
  /** Of the messages of a session. */
  path = '';

  get url(): string {
    return this.door.url;
  }

  async open(): Promise<void> {
    [this.broker, this.redis] = await Promise.all([startBroker(), startRedis()]);
    this.signer = await TokenSigner.create();
    this.door = await startDoor(this.broker, this.signer, this.redis?.url);
    this.accounts = await startAccounts(this.broker, this.signer);
    this.orchestrator = await startOrchestrator(this.broker, this.signer);
  }

  async close(): Promise<void> {
    for (const service of [this.door, this.accounts, this.orchestrator]) await service.remove();
    await this.redis?.stop();
    await this.broker.stop();
  }

  /** A customer of another company, whom nobody has counted yet. */
  async anew(): Promise<void> {
    const { signer } = this;
    const tenant = newId();
    this.tenant = tenant;
    this.bearer = { authorization: `Bearer ${await signer.token({ tenant })}` };
    this.path = `/api/v1/chat/sessions/${newId()}/messages`;
    script.config = defaultConfig;
    script.visitor = { tenant, token: (id) => signer.token({ tenant, id, visitor: true }) };
    script.send = async (draft) => answered(draft);
  }

  send(body: unknown, headers: Record<string, string> = {}): Promise<HttpReply> {
    return ask(this.url, 'POST', this.path, { headers: { ...this.bearer, ...headers }, body });
  }
}
