import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

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
});
