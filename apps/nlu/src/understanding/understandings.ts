import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { Clock, Logger, inTime } from '@parley/runtime';
import type { NluConfig } from '../config.js';
import { ActiveModels, type ModelFacts } from './active-model.store.js';
import { ModelParts } from './model-part.store.js';
import { understandingOf, type Understanding } from './understanding.js';

/** How often is looked whether a company has a newer model, in milliseconds. */
const lookMs = 1000;
/** How long a message waits for its company's model, in milliseconds; then it is read by rules alone. */
const patienceMs = 500;
/** Companies that are remembered, with a model or without. */
const mostRemembered = 20_000;

interface Known {
  readonly looked: number;
  readonly model_id?: string;
  readonly understanding?: Understanding;
}

/** What each company's messages are read with: loaded when it is first needed, the least used let go. */
@Injectable()
export class Understandings {
  /** Least used first. */
  private readonly known = new Map<string, Known>();
  private readonly looking = new Map<string, Promise<Understanding | undefined>>();
  private readonly mostBytes: number;
  private bytes = 0;

  constructor(
    private readonly models: ActiveModels,
    private readonly parts: ModelParts,
    private readonly clock: Clock,
    private readonly logger: Logger,
    @Inject(CONFIG) { model_memory_mb }: NluConfig,
  ) {
    this.mostBytes = model_memory_mb * 1024 * 1024;
  }

  /** At once where it was looked for within the last second; `undefined` where the company has no model. Never rejects. */
  of(tenant: string): Understanding | undefined | Promise<Understanding | undefined> {
    const known = this.known.get(tenant);
    if (!known || this.clock.now() - known.looked >= lookMs) return this.lookPatiently(tenant, known?.understanding);
    if (known.understanding) this.keep(tenant, known);
    return known.understanding;
  }

  /** Where the store is slow, a message is read with what was known before. */
  private lookPatiently(tenant: string, before: Understanding | undefined): Promise<Understanding | undefined> {
    return inTime(this.look(tenant), patienceMs, () => before);
  }

  /** What is in memory now. */
  get held(): { readonly models: number; readonly bytes: number } {
    return { models: [...this.known.values()].filter(({ understanding }) => understanding).length, bytes: this.bytes };
  }

  private look(tenant: string): Promise<Understanding | undefined> {
    let looking = this.looking.get(tenant);
    if (!looking) {
      looking = this.found(tenant).finally(() => this.looking.delete(tenant));
      this.looking.set(tenant, looking);
    }
    return looking;
  }

  private async found(tenant: string): Promise<Understanding | undefined> {
    const before = this.known.get(tenant);
    const looked = this.clock.now();
    try {
      const model = (await this.models.get(tenant))?.model;
      if (!model) this.keep(tenant, { looked });
      else if (before?.understanding && before.model_id === model.id) this.keep(tenant, { ...before, looked });
      else await this.load(tenant, model, looked);
    } catch (error) {
      this.logger.warn('a model could not be loaded', { tenant, error });
      this.keep(tenant, { ...before, looked });
    }
    return this.known.get(tenant)?.understanding;
  }

  private async load(tenant: string, model: ModelFacts, looked: number): Promise<void> {
    const bytes = await this.parts.read(tenant, model.id, model.parts);
    if (!bytes) throw new Error(`model ${model.id} is not complete`);
    this.keep(tenant, { looked, model_id: model.id, understanding: understandingOf(model.version, bytes) });
  }

  /** As the last used. */
  private keep(tenant: string, known: Known): void {
    this.bytes += (known.understanding?.bytes ?? 0) - (this.known.get(tenant)?.understanding?.bytes ?? 0);
    this.known.delete(tenant);
    this.known.set(tenant, known);
    for (const [other, { understanding }] of this.known) {
      if (other === tenant || (this.bytes <= this.mostBytes && this.known.size <= mostRemembered)) return;
      this.bytes -= understanding?.bytes ?? 0;
      this.known.delete(other);
    }
  }
}
