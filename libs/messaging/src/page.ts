/** A page of a list ends early here, in bytes of JSON (spec §3). */
const largestPage = 512 * 1024;

/** As many of the first as fit into a page; always one. */
export function fitting<T extends object>(items: readonly T[]): T[] {
  let bytes = 0;
  const beyond = items.findIndex((item, index) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return index > 0 && bytes > largestPage;
  });
  return beyond === -1 ? [...items] : items.slice(0, beyond);
}
