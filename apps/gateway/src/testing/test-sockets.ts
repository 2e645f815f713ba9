import { defaultConfig, newId, type Entry, type MessageDraft } from '@parley/contracts';
import type { TokenSigner } from '@parley/testing';
import type { TestDoor } from './door.js';
import { FrameReader } from './frame-reader.js';
import { entryAt, script } from './parties.js';
import { Scene } from './scene.js';
import { WrittenLog } from './written-log.js';

/** Sockets of a customer and of agents about one session, whose log the test writes. */
export class TestSockets {
  tenant = '';
  session_id = '';
  private customer = '';
  private written!: WrittenLog;
  private readonly readers: FrameReader[] = [];

  private constructor(readonly scene: Scene) {}

  static async start(): Promise<TestSockets> {
    return new TestSockets(await Scene.start());
  }

  async end(): Promise<void> {
    for (const reader of this.readers) reader.close();
    await this.scene.end();
  }

  /** Another company with a customer and an empty log. */
  anew(): void {
    [this.tenant, this.customer] = [newId(), newId()];
    this.written = new WrittenLog(this.scene.orchestrator, this.tenant);
    this.session_id = this.written.session_id;
    script.config = defaultConfig;
    script.owner = { kind: 'bot' };
  }

  get door(): TestDoor {
    return this.scene.door;
  }

  get signer(): TokenSigner {
    return this.scene.signer;
  }

  get log(): Entry[] {
    return this.written.entries;
  }

  write(...seqs: number[]): void {
    this.written.write(...seqs);
  }

  push(...seqs: number[]): void {
    this.written.push(...seqs);
  }

  async open(path: string, first?: object, url = this.door.url): Promise<FrameReader> {
    const reader = await FrameReader.open(`${url}/api/v1${path}`, first);
    this.readers.push(reader);
    return reader;
  }

  customerToken(claims = {}): Promise<string> {
    return this.signer.token({ tenant: this.tenant, id: this.customer }, claims);
  }

  agentToken(id = newId()): Promise<string> {
    return this.signer.token({ tenant: this.tenant, id, role: 'agent' });
  }

  /** The first frame of a chat. */
  authenticate(token: string) {
    return { type: 'authenticate', token, session_id: this.session_id };
  }

  async chat(more: object = {}, given?: string): Promise<FrameReader> {
    return this.open('/chat/ws', { ...this.authenticate(given ?? (await this.customerToken())), ...more });
  }

  async desk(given?: string): Promise<FrameReader> {
    const token = given ?? (await this.agentToken());
    const reader = await this.open('/console/ws', { type: 'authenticate', token });
    await reader.until(({ frames }) => frames[0]?.['type'] === 'ready');
    return reader;
  }

  /** What the orchestrator does with a message: it is in the log, then pushed. */
  accepting(pushed: boolean) {
    return async ({ client_message_id, text }: MessageDraft) => {
      const known = this.log.find((entry) => entry.client_message_id === client_message_id);
      const seq = this.log.length + 1;
      const message = known ?? { ...entryAt(this.session_id, 1, text), seq, client_message_id };
      if (!known) this.log.push(message);
      if (pushed && !known) this.push(message.seq);
      return { status: 'pending' as const, message, owner: { kind: 'bot' as const } };
    };
  }
}
