import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startTestService, type Broker, type TestService, type TokenSigner } from '@parley/testing';
import { AppModule } from '../app.module.js';
import type { GatewayConfig } from '../config.js';
import { openDoor } from '../http/door.js';
import {
  accountsContracts,
  orchestratorContracts,
  ScriptedAccountsModule,
  ScriptedOrchestratorModule,
} from './parties.js';

export interface TestDoor extends TestService {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
}

/** The gateway itself, in this process, on a port of its own. */
export async function startDoor(
  broker: Broker,
  signer: TokenSigner,
  redis_url?: string,
  pages: { console_folder?: string; widget_folder?: string } = {},
): Promise<TestDoor> {
  const own = { http_port: 0, http_host: '127.0.0.1', trusted_proxies: undefined };
  const folders = { console_folder: 'not built', widget_folder: 'not built', ...pages };
  const service = await startTestService<GatewayConfig>({
    name: 'gateway',
    module: AppModule,
    broker,
    signer,
    stateless: true,
    gather_ms: 4,
    door: openDoor,
    config: (common) => ({ ...common, redis_url, ...own, ...folders }),
  });
  const { port } = (service.app as NestFastifyApplication).getHttpServer().address() as AddressInfo;
  return { ...service, url: `http://127.0.0.1:${port}` };
}

export const startAccounts = (broker: Broker, signer: TokenSigner): Promise<TestService> =>
  startTestService({
    name: 'accounts',
    module: ScriptedAccountsModule,
    broker,
    signer,
    stateless: true,
    owned: accountsContracts,
  });

export const startOrchestrator = (broker: Broker, signer: TokenSigner): Promise<TestService> =>
  startTestService({
    name: 'orchestrator',
    module: ScriptedOrchestratorModule,
    broker,
    signer,
    stateless: true,
    owned: orchestratorContracts,
  });
