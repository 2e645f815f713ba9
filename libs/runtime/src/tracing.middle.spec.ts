import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { openTracer } from './otlp-tracer.js';

const compiled = new URL('../dist/index.js', import.meta.url).href;

/** Which modules a process loads that starts its tracing with this address. */
const loads = (otlp_endpoint: string | undefined): string[] => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ resolve: (specifier, context, next) => (loaded.push(specifier), next(specifier, context)) });
    const { startTracing, traced, tracer } = await import(${JSON.stringify(compiled)});
    await startTracing('nlu', { otlp_endpoint: ${JSON.stringify(otlp_endpoint)}, trace_ratio: 1 });
    if ((await traced('work', {}, async () => 7)) !== 7) throw new Error('the work is lost');
    console.log(JSON.stringify(loaded));
    process.exit(0);
  `;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return JSON.parse(printed) as string[];
};

describe('tracing (real: a process)', () => {
  it('loads nothing of its SDK where no address is set', () => {
    expect(loads(undefined)).not.toContain('@opentelemetry/sdk-trace');
    expect(loads('http://127.0.0.1:4318')).toContain('@opentelemetry/sdk-trace');
  });

  it.each(['00000000000000000000000000000001', '4bf92f3577b34da6a3ce929d0e0e4736'])(
    'keeps no trace because a caller calls it %s',
    async (trace_id) => {
      const asked = `00-${trace_id}-00f067aa0ba902b7-01`;
      const few = openTracer('gateway', 'http://127.0.0.1:4318', 1e-9);
      const all = openTracer('gateway', 'http://127.0.0.1:4318', 1);
      expect(few.root('HTTP POST', {}, asked)).toBeUndefined();
      expect(all.root('HTTP POST', {}, asked)!.trace_id).not.toBe(trace_id);
      await Promise.all([few.close(), all.close()]);
    },
  );
});
