/** What the fleet uses of streams and consumers, and closed advisories, begin here. */
const LEAST = [2, 11, 16] as const;

/** Why a nats-server of this version is not worked with, if so. */
export function refusalOf(version: string): Error | undefined {
  const parts = version.split(/[.-]/).map(Number);
  const decisive = LEAST.findIndex((least, place) => parts[place] !== least);
  if (decisive === -1 || (parts[decisive] ?? 0) > LEAST[decisive]!) return undefined;
  return new Error(`nats-server ${version} is too old; at least ${LEAST.join('.')} is needed`);
}
