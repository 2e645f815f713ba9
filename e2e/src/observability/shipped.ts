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

/** The commands of a page, block by block. */
export const commandsOf = (page: string): string[] =>
  [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block!);
