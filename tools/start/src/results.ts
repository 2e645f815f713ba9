/** What one ring of tests came to. */
export interface RingResult {
  readonly ring: string;
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** A file of specs that could not run at all counts as one failure. */
export const ofJest = (ring: string, { testResults }: JestReport): RingResult => {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const named = (...statuses: string[]): string[] =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
  return {
    ring,
    passed: named('passed').length,
    failed: [...named('failed'), ...broken.map(({ name }) => `${name} did not run`)],
    skipped: named('pending', 'skipped', 'todo', 'disabled'),
  };
};

/** A ring that ended without a report, or found nothing to run. */
export const ofNothing = (ring: string, why: string): RingResult => ({ ring, passed: 0, failed: [why], skipped: [] });

export const sum = (results: readonly RingResult[]): RingResult => ({
  ring: 'all',
  passed: results.reduce((total, { passed }) => total + passed, 0),
  failed: results.flatMap(({ ring, failed }) => failed.map((name) => `${ring}: ${name}`)),
  skipped: results.flatMap(({ skipped }) => skipped),
});

/** The last lines of `npm test`. In strict mode a skip that nobody allowed by name is a failure. */
export const verdict = (
  { passed, failed, skipped }: RingResult,
  { strict, allowed }: { strict: boolean; allowed: readonly string[] },
): { lines: string[]; ok: boolean } => {
  const refused = strict ? skipped.filter((name) => !allowed.includes(name)) : [];
  const failures = [...failed, ...refused.map((name) => `skipped, which is not allowed here: ${name}`)];
  const left = skipped.length - refused.length;
  return {
    lines: [
      ...failures.map((name) => `✗ ${name}`),
      ...skipped.filter((name) => !refused.includes(name)).map((name) => `- skipped: ${name}`),
      `${passed} passed, ${failures.length} failed${left > 0 ? `, ${left} skipped` : ''}`,
    ],
    ok: failures.length === 0 && passed > 0,
  };
};
