import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { findGoProgram } from '@parley/fleet';
import { tempFolder } from '@parley/testing';

const folder = join(import.meta.dirname, '../../..');
const azure = join(folder, 'deploy/terraform/azure');

const program = await findGoProgram(
  {
    name: 'terraform-check',
    building: 'building the reader of Terraform files with Go (about ten seconds)',
    without: 'no Go: Terraform files are not read, and what is tested of them is skipped',
    folder: join(folder, '.parley', 'bin'),
    sources: join(folder, 'e2e', 'terraform-check'),
  },
  (line) => process.stderr.write(`${line}\n`),
);

const place = tempFolder('terraform');
afterAll(() => place.remove());

const faultsOf = (files: string): string => spawnSync(program!, [files], { encoding: 'utf8' }).stdout;

const mistakes = [
  ['a variable that is not declared', 'main.tf', 'var.location', 'var.region', 'var.region is not declared'],
  ['a variable that nobody uses', 'monitor.tf', 'var.log_retention_days', '30', 'var.log_retention_days is not used'],
  [
    'a resource that is not there',
    'stores.tf',
    'random_password.mongodb.',
    'random_password.mongo.',
    'random_password.mongo is',
  ],
  ['a local that is not there', 'kubernetes.tf', 'local.zones', 'local.zone', 'local.zone is not declared'],
  ['a resource twice', 'network.tf', '"endpoints" {', '"nodes" {', 'azurerm_subnet.nodes is declared twice'],
  ['a provider that is not required', 'stores.tf', '"random_password"', '"rando_password"', 'the provider rando'],
  ['a line out of place', 'main.tf', '  name     =', '  name =', 'terraform fmt would change it'],
  ['a brace too few', 'outputs.tf', 'output "vault_uri" {', 'output "vault_uri"', 'outputs.tf'],
] as const;

(program ? describe : describe.skip)('the Terraform files (real: the parser and formatter of HashiCorp)', () => {
  it('are formatted, and declare all that they use and use all that they declare', () => {
    expect(faultsOf(azure)).toBe('');
  });

  it.each(mistakes)('are found out with %s', (_, file, from, to, found) => {
    const copy = join(place.path, 'azure');
    cpSync(azure, copy, { recursive: true });
    const text = readFileSync(join(azure, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(copy, file), text.replaceAll(from, to));
    expect(faultsOf(copy)).toContain(found);
  });
});
