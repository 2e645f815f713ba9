import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory } from '@nestjs/core';
import { ListKeys, catalogue, type EventContract, type RequestContract, type Service } from '@parley/contracts';
import {
  Clock,
  Logger,
  Metrics,
  runProcess,
  startService,
  startTracing,
  type DrainStep,
  type ReadinessCheck,
  type RunningService,
  type ServiceConfig,
} from '@parley/runtime';
import type { Store } from '@parley/storage';
import { discoverAnswers, refuseGaps } from './answers.js';
import { serviceCall } from './call.js';
import { connectFleet, type FleetConnection } from './connection.js';
import { Dispatcher } from './dispatcher.js';
import { EventConsumer } from './events/event-consumer.js';
import { produceEvents } from './events/produce-events.js';
import { discoverReactions, refuseDeafness } from './events/reacts.js';
import { Fleet } from './fleet.js';
import { KeySource } from './keys.js';
import { nestLog } from './nest-log.js';
import { openStore } from './open-store.js';
import { Principals } from './principals.js';
import { Replies } from './replies.js';
import { TokenVerifier } from './tokens.js';
import { tracedStore } from './traced-store.js';

/** Injects the service's `Store`. */
export const STORE = Symbol('store');
/** Injects the service's settings. */
export const CONFIG = Symbol('config');

export interface FleetServiceOptions<C extends ServiceConfig> {
  readonly name: Service;
  readonly module: Type;
  readonly config: C;
  /** Owns no documents: there is no `STORE`. */
  readonly stateless?: true;
  /** Requests to one subject within so many milliseconds go together. */
  readonly gather_ms?: number;
  /** The public door makes an application of its own, and is ready without the bus, because it can say 503. */
  readonly door?: (root: DynamicModule, config: C) => Promise<INestApplicationContext>;
  /** Requests that the service has to answer. Default: those of the catalogue that it owns. */
  readonly owned?: readonly RequestContract[];
  /** All events of the fleet. Default: those of the catalogue. */
  readonly events?: readonly EventContract[];
}

export interface FleetService extends RunningService {
  readonly app: INestApplicationContext;
}

/** A service of the fleet: store, bus, application, answers, health. Its `stop` loses no request in flight. */
export async function startFleetService<C extends ServiceConfig>(
  options: FleetServiceOptions<C>,
): Promise<FleetService> {
  const logger = Logger.open(options.name, options.config.log_level);
  /** What was opened last is closed first. */
  const opened: DrainStep[] = [];
  try {
    return await open(options, logger, (name, run) => opened.unshift({ name, run }), opened);
  } catch (error) {
    for (const { run } of opened) await run();
    throw error;
  }
}

async function open<C extends ServiceConfig>(
  options: FleetServiceOptions<C>,
  logger: Logger,
  onStop: (name: string, run: DrainStep['run']) => void,
  drain: readonly DrainStep[],
): Promise<FleetService> {
  const { name, config } = options;
  mkdirSync(config.state, { recursive: true });
  const metrics = new Metrics(name);
  const tracing = await startTracing(name, config);
  if (tracing) onStop('traces', () => tracing.close());
  const opened = options.stateless ? undefined : await openStore(name, config);
  const store = opened && tracing ? tracedStore(opened) : opened;
  if (store) onStop('store', () => store.close());
  const connection = connectFleet({ ...config, name, gather_ms: options.gather_ms, logger, metrics });
  onStop('bus', () => connection.close());
  const { fleet, bus, turn } = connection;
  const tokens = await tokenVerifier(name, config, fleet, logger);
  const consumer = store && new EventConsumer({ name, store, bus, fleet, logger, metrics });
  const app = await createApp(options, { logger, metrics, store, tokens, fleet, consumer });
  onStop('application', () => app.close());

  const discovery = app.get(DiscoveryService, { strict: false });
  const { owned = ownedBy(name), events = Object.values(catalogue.events) } = options;
  const reactions = discoverReactions(discovery);
  refuseDeafness(name, events, reactions);
  const told = store ? produceEvents({ name, events, store, connection, logger }) : { answers: [], checks: [] };
  const heard = consumer?.begin(reactions) ?? [];
  if (consumer) onStop('events', () => consumer.stop());

  const answers = [...discoverAnswers(discovery), ...told.answers, ...heard];
  refuseGaps(name, owned, answers);
  const dispatcher = new Dispatcher(bus, new Replies(bus, turn), new Principals(tokens), logger, metrics);
  dispatcher.begin(answers);
  onStop('answers', () => dispatcher.drain());

  const checks = options.door ? [] : [...checksOf(connection, store, consumer), ...told.checks];
  return { ...(await startService({ name, config, logger, metrics, checks, drain })), app };
}

const ownedBy = (name: Service): RequestContract[] =>
  Object.values(catalogue.requests).filter(({ owner }) => owner === name);

/** `main.ts` of a service: reads the settings, starts, and stops with the process. */
export const runFleetService = <C extends ServiceConfig>(
  options: Omit<FleetServiceOptions<C>, 'config'> & { readonly config: () => C },
): Promise<void> => runProcess(options.name, options.config, (config) => startFleetService({ ...options, config }));

interface Parts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly store: Store | undefined;
  readonly tokens: TokenVerifier;
  readonly fleet: Fleet;
  readonly consumer: EventConsumer | undefined;
}

class FleetModule {}
class RootModule {}

function createApp<C extends ServiceConfig>(
  options: FleetServiceOptions<C>,
  parts: Parts,
): Promise<INestApplicationContext> {
  const providers = [
    Clock,
    { provide: Logger, useValue: parts.logger },
    { provide: Metrics, useValue: parts.metrics },
    { provide: Fleet, useValue: parts.fleet },
    { provide: TokenVerifier, useValue: parts.tokens },
    { provide: CONFIG, useValue: options.config },
    ...(parts.store ? [{ provide: STORE, useValue: parts.store }] : []),
    ...(parts.consumer ? [{ provide: EventConsumer, useValue: parts.consumer }] : []),
  ];
  const fleet: DynamicModule = { module: FleetModule, global: true, providers, exports: providers };
  const root: DynamicModule = { module: RootModule, imports: [DiscoveryModule, fleet, options.module] };
  if (options.door) return options.door(root, options.config);
  return NestFactory.createApplicationContext(root, { logger: nestLog(parts.logger), abortOnError: false });
}

async function tokenVerifier(
  name: Service,
  config: ServiceConfig,
  fleet: Fleet,
  logger: Logger,
): Promise<TokenVerifier> {
  const ask = async () => {
    const call = serviceCall({ tenant: '', service: name, cause: 'keys', deadline_ms: 1000 });
    return (await fleet.ask(ListKeys, {}, call)).jwks;
  };
  const keys = new KeySource({ file: join(config.state, `${name}.keys.json`), ask, logger });
  await keys.load();
  return new TokenVerifier(keys);
}

const checksOf = ({ bus }: FleetConnection, store?: Store, consumer?: EventConsumer): ReadinessCheck[] => [
  { name: 'bus', check: () => bus.check() },
  ...(store ? [{ name: 'store', check: () => store.check() }] : []),
  ...(consumer ? [{ name: 'events', check: () => consumer.check() }] : []),
];
