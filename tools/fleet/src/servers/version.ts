import { output } from './command.js';

export type Version = readonly [major: number, minor: number, patch: number];

export const show = (version: Version): string => version.join('.');

export const isAtLeast = (version: Version, least: Version): boolean => {
  const different = version.findIndex((part, at) => part !== least[at]);
  return different === -1 || version[different]! > least[different]!;
};

/** The version a server prints with `--version` (`nats-server: v2.15.2`, `Redis server v=7.0.15 …`, `Chromium 156.0.7444.1 …`); undefined if it does not run. */
export const versionOf = async (program: string): Promise<Version | undefined> => {
  try {
    const printed = await output(program, ['--version'], { withinMs: 10_000 });
    const found = /(?:\bv=?|\s)(\d+)\.(\d+)\.(\d+)/.exec(printed);
    return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
  } catch {
    return undefined;
  }
};
