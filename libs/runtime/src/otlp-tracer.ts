import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  type Link,
  type Span,
  type SpanContext,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  isSpanContextValid,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Facts, Step, Tracer } from './tracing.js';

/** Spans that wait to be sent; more are dropped. */
const MOST_WAITING = 4096;
/** Sent this often, in milliseconds. */
const SENT_EVERY_MS = 1000;
const PATIENCE_MS = 5000;

const kinds = { ask: SpanKind.CLIENT, answer: SpanKind.SERVER, inner: SpanKind.INTERNAL };

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The step that a `traceparent` names, or none where it names nothing. */
function remoteOf(traceparent: string): SpanContext | undefined {
  const [, traceId = '', spanId = ''] = TRACEPARENT.exec(traceparent) ?? [];
  const parent = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(parent) ? parent : undefined;
}

function contextOf(traceparent: string): Context | undefined {
  const parent = remoteOf(traceparent);
  return parent && trace.setSpanContext(ROOT_CONTEXT, parent);
}

function linksTo(traceparent: string | undefined): Link[] | undefined {
  const context = traceparent === undefined ? undefined : remoteOf(traceparent);
  return context && [{ context }];
}

/**
 * Traces by OpenTelemetry's own SDK, sent as OTLP over HTTP to `<endpoint>/v1/traces`. Which traces are kept is decided by
 * their ids alone, the same in every process; the ids are made here, so that no asker decides.
 */
export function openTracer(service: string, endpoint: string, ratio: number): Tracer {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const processor = new BatchSpanProcessor({
    exporter: new OTLPTraceExporter({ url, timeoutMillis: PATIENCE_MS }),
    maxQueueSize: MOST_WAITING,
    scheduledDelayMillis: SENT_EVERY_MS,
    exportTimeoutMillis: PATIENCE_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'parley' }),
    sampler: new TraceIdRatioBasedSampler(ratio),
    spanProcessors: [processor],
  });
  const spans = provider.getTracer('parley');
  const active = new AsyncLocalStorage<OtlpStep>();
  const begin = (
    name: string,
    kind: SpanKind,
    attributes: Facts,
    parent: Context,
    links: Link[] = [],
  ): OtlpStep | undefined => {
    const span = spans.startSpan(name, { kind, attributes: { ...attributes }, links }, parent);
    return span.isRecording() ? new OtlpStep(span, active) : undefined;
  };
  return {
    get active() {
      return active.getStore();
    },
    root: (name, facts, traceparent) => begin(name, SpanKind.SERVER, facts, ROOT_CONTEXT, linksTo(traceparent)),
    step: (name, kind, facts, traceparent) => {
      const parent = active.getStore()?.context ?? (traceparent === undefined ? undefined : contextOf(traceparent));
      return parent && begin(name, kinds[kind], facts, parent);
    },
    close: () => provider.shutdown(),
  };
}

class OtlpStep implements Step {
  readonly context: Context;

  constructor(
    private readonly span: Span,
    private readonly active: AsyncLocalStorage<OtlpStep>,
  ) {
    this.context = trace.setSpan(ROOT_CONTEXT, span);
  }

  get trace_id(): string {
    return this.span.spanContext().traceId;
  }

  get traceparent(): string {
    const { traceId, spanId } = this.span.spanContext();
    return `00-${traceId}-${spanId}-01`;
  }

  run<T>(work: () => T): T {
    return this.active.run(this, work);
  }

  end(facts: Facts = {}, failure?: string): void {
    this.span.setAttributes({ ...facts });
    if (failure !== undefined) {
      this.span.setAttribute('error.type', failure);
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.span.end();
  }
}
