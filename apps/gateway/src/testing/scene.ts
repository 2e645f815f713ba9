import type { FleetConnection } from '@parley/messaging';
import { TokenSigner, connectAs, startBroker, type Broker, type TestService } from '@parley/testing';
import { startAccounts, startDoor, startOrchestrator, type TestDoor } from './door.js';

/** The gateway, scripted accounts and orchestrator behind it, and a connection to push as the orchestrator does. */
export class Scene {
  private constructor(
    readonly broker: Broker,
    readonly signer: TokenSigner,
    readonly door: TestDoor,
    readonly orchestrator: FleetConnection,
    private readonly others: readonly TestService[],
  ) {}

  static async start(pages: Parameters<typeof startDoor>[3] = {}): Promise<Scene> {
    const [broker, signer] = [await startBroker(), await TokenSigner.create()];
    const door = await startDoor(broker, signer, undefined, pages);
    const others = [await startAccounts(broker, signer), await startOrchestrator(broker, signer)];
    return new Scene(broker, signer, door, connectAs('orchestrator', broker), others);
  }

  async end(): Promise<void> {
    await this.orchestrator.close();
    for (const service of [this.door, ...this.others]) await service.remove();
    await this.broker.stop();
  }
}
