/** One instruction: its name in capitals, its flags without dashes, and the rest of its line. */
export interface Instruction {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  readonly rest: string;
}

export interface Stage {
  readonly name: string;
  /** Another stage, or an image. */
  readonly base: string;
  readonly steps: readonly Instruction[];
}

/** All that the rehearsal can do; a Dockerfile with anything else is refused rather than half rehearsed. */
const KNOWN = new Set([
  ...['FROM', 'ARG', 'ENV', 'WORKDIR', 'COPY', 'RUN', 'USER'],
  ...['LABEL', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'],
]);

const instruction = (line: string): Instruction => {
  const [, name = '', written = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? [];
  if (!KNOWN.has(name)) throw new Error(`the rehearsal does not know \`${line}\``);
  const flags: Record<string, string> = {};
  let rest = written;
  for (let flag = /^--([a-z-]+)=(\S+)\s+/.exec(rest); flag; flag = /^--([a-z-]+)=(\S+)\s+/.exec(rest)) {
    flags[flag[1]!] = flag[2]!;
    rest = rest.slice(flag[0].length);
  }
  return { name, flags, rest };
};

/** The stages of a Dockerfile, in order. Throws on an instruction that the rehearsal does not know. */
export const parseDockerfile = (text: string): readonly Stage[] => {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const stages: { name: string; base: string; steps: Instruction[] }[] = [];
  for (const each of lines.map(instruction)) {
    const from = each.name === 'FROM' && /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(each.rest);
    if (from) stages.push({ base: from[1]!, name: from[2] ?? String(stages.length), steps: [] });
    else if (stages.length === 0) throw new Error(`\`${each.name}\` stands before any FROM`);
    else stages.at(-1)!.steps.push(each);
  }
  return stages;
};

/** Replaces `$NAME` and `${NAME}`. */
export const expand = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replace(/\$(?:(\w+)|\{(\w+)\})/g, (_, plain?: string, braced?: string) => variables[plain ?? braced!] ?? '');

/** The words of an exec-form instruction, such as `["node", "main.js"]`. */
export const words = (rest: string): readonly string[] => JSON.parse(rest) as string[];

/** `NAME=value NAME=value` of an ENV. */
export const pairs = (rest: string): Record<string, string> =>
  Object.fromEntries(
    rest.split(/\s+/).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
