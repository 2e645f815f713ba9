import { readFileSync } from 'node:fs';

/** What one panel of a dashboard asks. */
export interface Asked {
  readonly panel: string;
  readonly expression: string;
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** Every query of a dashboard's file. */
export const panelsOf = (file: string): Asked[] =>
  (JSON.parse(readFileSync(file, 'utf8')) as { panels: Panel[] }).panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ panel: title, expression: expr })),
  );

/** What a query asks for: `labels` by which it groups or chooses, without those that Prometheus itself adds. */
export interface Wanted {
  readonly measures: readonly string[];
  readonly labels: readonly string[];
  readonly alerts: readonly string[];
}

export function wantedOf(command: string): Wanted {
  const all = (pattern: RegExp) => [...command.matchAll(pattern)].map(([, found]) => found!);
  const grouped = all(/\bby \(([^)]*)\)/g).flatMap((list) => list.split(/,\s*/));
  const chosen = all(/([a-z_]+)(?:=~|!~|!=|=)"/g);
  return {
    measures: all(/\b(parley_\w+?)(?:_count|_sum|_bucket)?\b/g),
    labels: [...grouped, ...chosen].filter((label) => !/^(?:service|job|le|alertname|alertstate)$/.test(label)),
    alerts: all(/alertname="(\w+)"/g),
  };
}

/** Whether a query may find nothing because nothing is wrong. */
export const mayFindNothing = (command: string): boolean => /ALERTS|=~| == | > \d/.test(command);

/** The labels of each measure of the tables of a page. */
export const labelsOf = (page: string): Map<string, string[]> =>
  new Map(
    [...page.matchAll(/^\| `(parley_\w+)`[^|]*\|[^|]*\|([^|]*)\|/gm)].map(([, name, labels]) => [
      name!,
      [...labels!.matchAll(/`(\w+)`/g)].map(([, label]) => label!),
    ]),
  );

/** Names in the first column of the tables of a page. */
export const measuresOf = (page: string): string[] =>
  [...page.matchAll(/^\| `(parley_\w+)/gm)].map(([, name]) => name!);

export interface Alert {
  readonly name: string;
  /** Path of its page from the project's folder. */
  readonly page: string | undefined;
}

/** The alerts of a file of rules. */
export const alertsOf = (rules: string): Alert[] =>
  rules
    .split('- alert: ')
    .slice(1)
    .map((rule) => ({ name: /^\w+/.exec(rule)![0], page: /runbook_url: (\S+)/.exec(rule)?.[1] }));

/** Which alerts a file of promtool's tests expects to fire, and which it expects to be silent. */
export const testedAlertsOf = (tests: string): { fires: Set<string>; silent: Set<string> } => {
  const named = (pattern: RegExp) => new Set([...tests.matchAll(pattern)].map(([, name]) => name!));
  return { fires: named(/alertname: (\w+)\s+exp_alerts:\s+- /g), silent: named(/alertname: (\w+), exp_alerts: \[\]/g) };
};

/** The commands of a page, each a line. */
export const commandsOf = (page: string): string[] =>
  [...page.matchAll(/^```sh\n([^]*?)\n```$/gm)].flatMap(([, block]) => block!.split('\n'));
