/** A page ends early here, in bytes of JSON. */
const largestPage = 512 * 1024;

/** As many of the first as fit into a page; always one. */
export function fitting<T extends object>(items: readonly T[]): T[] {
  let bytes = 0;
  const page: T[] = [];
  for (const item of items) {
    bytes += Buffer.byteLength(JSON.stringify(item));
    if (page.length > 0 && bytes > largestPage) break;
    page.push(item);
  }
  return page;
}
