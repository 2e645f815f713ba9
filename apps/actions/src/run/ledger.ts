import { Inject, Injectable } from '@nestjs/common';
import { type ActionOrder, FleetError, type OrderArguments, newId } from '@parley/contracts';
import { CONFIG, STORE } from '@parley/messaging';
import type { Change, Collection, Store } from '@parley/storage';
import type { ActionsConfig } from '../config.js';
import type { KeyRing } from '../seal/key-ring.js';
import { type RunDocument, type RunState, isEnded, keyOf, runCollection } from './run.document.js';

/** How long a run belongs to its holder without a sign of life; longer than any one request to the outside. */
export const leaseMs = 3000;
const mostAtOnce = 100;
const mostSteps = 100;

/** Another one works on the run. */
export class Taken extends Error {
  override readonly name = 'Taken';
}

/** What was wanted and what became of it. Every state is on disk before the next step is taken. */
@Injectable()
export class Ledger {
  readonly runs: Collection<RunDocument>;
  /** This instance; another one after every start. */
  private readonly holder = newId();

  private readonly keys: KeyRing;

  constructor(@Inject(STORE) store: Store, @Inject(CONFIG) { keys }: ActionsConfig) {
    this.keys = keys;
    this.runs = store.collection(runCollection);
  }

  /** The run of this id, begun now if there is none. Throws `idempotency.key_reused` when it was another wish. */
  async begin(tenant: string, wish: ActionOrder): Promise<RunDocument> {
    const { id, name, session_id, arguments: wanted } = wish;
    const now = Date.now();
    const { document } = await this.runs.insertIfAbsent(tenant, {
      id,
      name,
      session_id,
      arguments: this.sealed(tenant, id, wanted),
      key: keyOf(tenant, wish),
      state: { kind: 'intended' },
      steps: [{ state: 'intended', at: new Date(now).toISOString() }],
      began_at: now,
      attempts: 0,
      delays: 0,
      holder: this.holder,
      open_until: now + leaseMs,
    });
    if (document.session_id !== session_id || document.key !== keyOf(tenant, wish))
      throw new FleetError('idempotency.key_reused', { id });
    return document;
  }

  async get(tenant: string, id: string): Promise<RunDocument> {
    const run = await this.runs.get(tenant, id);
    if (!run) throw new FleetError('action.not_found');
    return run;
  }

  /** What is wanted of the outside system, as it is sent there. */
  wantedOf({ tenant, id, arguments: { order_number, email } }: RunDocument): OrderArguments {
    return { order_number, email: this.keys.open(email, placeOf(tenant, id)) };
  }

  private sealed(tenant: string, id: string, { order_number, email }: OrderArguments): OrderArguments {
    return { order_number, email: this.keys.seal(email, placeOf(tenant, id)) };
  }

  /** Writes the next state and renews the lease. Throws `Taken` when another one has moved the run on. */
  async put(run: RunDocument, state: RunState, more: Change<RunDocument> = {}): Promise<RunDocument> {
    const steps = [...run.steps.slice(-mostSteps), { state: state.kind, at: new Date().toISOString() }];
    const lease = isEnded(state) ? { holder: undefined, open_until: undefined } : { open_until: Date.now() + leaseMs };
    return this.change(run, { state, steps, delays: 0, ...lease, ...more });
  }

  /** Leaves the run as it is until then. */
  rest(run: RunDocument, until: number): Promise<RunDocument> {
    return this.change(run, { open_until: until, delays: run.delays + 1 });
  }

  /** The run, if it is nobody else's now; a lapsed one is taken over. */
  async hold(run: RunDocument): Promise<RunDocument | undefined> {
    if (isEnded(run.state)) return undefined;
    const lapsed = (run.open_until ?? 0) <= Date.now();
    if (run.holder === this.holder && !lapsed) return run;
    if (!lapsed) return undefined;
    const lease = { holder: this.holder, open_until: Date.now() + leaseMs };
    return this.runs.update(run.tenant, run.id, run.version, lease);
  }

  lapsed(): Promise<RunDocument[]> {
    return this.runs.findAcrossTenants({
      index: 'open',
      where: {},
      before: Date.now(),
      order: 'ascending',
      limit: mostAtOnce,
    });
  }

  private async change(run: RunDocument, change: Change<RunDocument>): Promise<RunDocument> {
    const { tenant, id, version } = run;
    const anew = this.keys.isCurrent(run.arguments.email)
      ? {}
      : { arguments: this.sealed(tenant, id, this.wantedOf(run)) };
    const changed = await this.runs.update(tenant, id, version, { ...anew, ...change });
    if (!changed) throw new Taken();
    return changed;
  }
}

/** What is sealed in one run opens in no other. */
const placeOf = (tenant: string, id: string): string => JSON.stringify([tenant, 'runs', id]);
