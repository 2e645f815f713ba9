import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { alertsOf, commandsOf, labelsOf, wantedOf } from './shipped.js';

const project = join(import.meta.dirname, '..', '..', '..');
const folder = join('docs', 'runbooks');
const alerts = alertsOf(readFileSync(join(project, 'deploy', 'observability', 'alerts.yml'), 'utf8'));
const page = (path: string): string => readFileSync(join(project, path), 'utf8');

describe('runbooks', () => {
  it.each(alerts)('$name has its page, and the page is its own', ({ name, page: path }) => {
    expect(path && existsSync(join(project, path))).toBe(true);
    expect(page(path!).split('\n')[0]).toBe(`# ${name}`);
    expect(page(path!)).toMatch(/^## Look\n[^]+^## Cure\n[^]+^## Over\n/m);
  });

  it.each(alerts)('$name asks for measures, labels and alerts that there are', ({ name, page: path }) => {
    const labels = labelsOf(page(join('docs', 'observability.md')));
    const wanted = commandsOf(page(path!)).map(wantedOf);
    const unknown = wanted.flatMap((each) => [
      ...each.measures.filter((measure) => !labels.has(measure)),
      ...each.measures.flatMap((measure) => each.labels.filter((label) => !labels.get(measure)?.includes(label))),
      ...each.alerts.filter((alert) => alert !== name),
    ]);
    expect(unknown).toEqual([]);
    expect(wanted.length).toBeGreaterThan(1);
  });

  it('there is no page without an alert', () => {
    const pages = readdirSync(join(project, folder)).filter((name) => name !== 'README.md');
    expect(pages.toSorted()).toEqual(alerts.map(({ page: path }) => path!.slice(folder.length + 1)).toSorted());
  });

  it('pages lead to pages that are there', () => {
    const links = readdirSync(join(project, folder)).flatMap((name) =>
      [...page(join(folder, name)).matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!),
    );
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !existsSync(join(project, folder, link)))).toEqual([]);
  });
});
