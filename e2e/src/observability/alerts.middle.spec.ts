import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { observabilityFolder, prometheusPrograms } from '@parley/testing';
import { alertsOf, testedAlertsOf } from './shipped.js';

const programs = await prometheusPrograms();
const checked = programs ? describe : describe.skip;
const run = promisify(execFile);

checked('the alert rules (real: promtool)', () => {
  const promtool = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(programs!.promtool, args, { cwd: observabilityFolder });
    return stdout;
  };

  it('are well formed, and so is what is scraped', async () => {
    expect(await promtool('check', 'config', 'prometheus.yml')).toContain('SUCCESS: 1 rule files found');
  });

  it('fire over their faults and are silent beside them', async () => {
    expect(await promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
  }, 60_000);

  it('have a test each', () => {
    const alerts = alertsOf(readFileSync(join(observabilityFolder, 'alerts.yml'), 'utf8')).map(({ name }) => name);
    const { fires, silent } = testedAlertsOf(readFileSync(join(observabilityFolder, 'alerts.test.yml'), 'utf8'));
    expect(alerts.filter((name) => !fires.has(name))).toEqual([]);
    expect(alerts.filter((name) => !silent.has(name))).toEqual([]);
  });
});
