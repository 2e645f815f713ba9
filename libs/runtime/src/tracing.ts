import { ConfigError } from './settings.js';

/** Ids and measures; as with logs, texts of customers have no place here. */
export type Facts = Readonly<Record<string, string | number>>;

/** One step of a trace. */
export interface Step {
  /** 32 hex digits. */
  readonly trace_id: string;
  /** W3C's `traceparent`, by which others go on from this step. */
  readonly traceparent: string;
  /** What is begun in `work` is part of this step. */
  run<T>(work: () => T): T;
  /** `failure`: the code or the name of an error, never its message. */
  end(facts?: Facts, failure?: string): void;
}

export interface Tracer {
  /** The step whose work this is. */
  readonly active: Step | undefined;
  /**
   * The first step of a trace; nothing where it is not among those that are kept. A stranger's `traceparent` becomes a link
   * and decides nothing.
   */
  root(name: string, facts: Facts, stranger?: string): Step | undefined;
  /** A step of the active one, else of `traceparent`; nothing where there is neither: no trace begins in the middle. */
  step(name: string, kind: 'ask' | 'answer' | 'inner', facts: Facts, traceparent?: string): Step | undefined;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

let current: Tracer | undefined;

/** The tracer of this process; none where no address for traces is set: then nothing of OpenTelemetry is even loaded. */
export const tracer = (): Tracer | undefined => current;

export async function startTracing(
  service: string,
  { otlp_endpoint, trace_ratio }: { readonly otlp_endpoint: string | undefined; readonly trace_ratio: number },
): Promise<Tracer | undefined> {
  if (otlp_endpoint === undefined) return undefined;
  if (!URL.canParse(otlp_endpoint)) throw new ConfigError('OTEL_EXPORTER_OTLP_ENDPOINT: expected an address');
  const { openTracer } = await import('./otlp-tracer.js');
  return (current = openTracer(service, otlp_endpoint, trace_ratio));
}

/** What a failed step is told to have failed with. */
export const failureOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
};

/** Work as an inner step of the active trace; where there is none, nothing but the work. */
export function traced<T>(name: string, facts: Facts, work: () => Promise<T>): Promise<T> {
  const step = current?.step(name, 'inner', facts);
  if (!step) return work();
  const working = step.run(work);
  working.then(
    () => step.end(),
    (error: unknown) => step.end({}, failureOf(error)),
  );
  return working;
}
