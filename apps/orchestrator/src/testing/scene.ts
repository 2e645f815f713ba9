import { ComposeAnswer, ListActions, ParseUtterance, ReadDesk, RunAction } from '@parley/contracts';
import type { FleetConnection } from '@parley/messaging';
import type { ServiceConfig } from '@parley/runtime';
import { TokenSigner, connectAs, startBroker, startTestService, type Broker, type TestService } from '@parley/testing';
import { AppModule } from '../app.module.js';
import { ActsByNameModule, ScriptedActionsModule, ScriptedAnswersModule, ScriptedDeskModule } from './parties.js';

/** Stand-ins for the services that the orchestrator asks. */
const parties = {
  nlu: { module: ActsByNameModule, owned: [ParseUtterance] },
  llm: { module: ScriptedAnswersModule, owned: [ComposeAnswer] },
  handoff: { module: ScriptedDeskModule, owned: [ReadDesk], events: [] },
  actions: { module: ScriptedActionsModule, owned: [ListActions, RunAction] },
};

interface Wishes {
  /** All of one store. */
  readonly orchestrators: number;
  readonly asking: readonly (keyof typeof parties)[];
  readonly config?: (common: ServiceConfig) => ServiceConfig;
}

/** Orchestrators and those whom they ask, on a bus of their own. */
export class Scene {
  private constructor(
    private readonly broker: Broker,
    readonly signer: TokenSigner,
    readonly orchestrators: readonly TestService[],
    private readonly others: readonly TestService[],
    readonly gateway: FleetConnection,
    readonly desk: FleetConnection,
  ) {}

  static async start({ orchestrators: count, asking, config }: Wishes): Promise<Scene> {
    const [broker, signer] = [await startBroker(), await TokenSigner.create()];
    const orchestrators: TestService[] = [];
    while (orchestrators.length < count) {
      const state = orchestrators[0] && { state: orchestrators[0].state };
      const wishes = {
        name: 'orchestrator',
        module: AppModule,
        broker,
        signer,
        ...(config ? { config } : {}),
      } as const;
      orchestrators.push(await startTestService({ ...wishes, ...state }));
    }
    const others: TestService[] = [];
    for (const name of asking)
      others.push(await startTestService({ name, broker, signer, stateless: true, ...parties[name] }));
    return new Scene(broker, signer, orchestrators, others, connectAs('gateway', broker), connectAs('handoff', broker));
  }

  async end(): Promise<void> {
    await this.gateway.close();
    await this.desk.close();
    for (const service of [...this.others, ...this.orchestrators.toReversed()]) await service.remove();
    await this.broker.stop();
  }
}
