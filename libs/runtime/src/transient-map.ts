/**
 * A map for what comes and goes with every request. A `Map` of V8 makes a new table each time deleted places have filled
 * the old one, and the old one keeps its entries and a pointer to the new one. Once one of these tables has grown old, all
 * later ones, with whatever was in them at that moment, pass for alive until the next major collection: with twenty
 * entries in flight a third of all values, and what they hold, went that way. Here old tables keep empty cells alone.
 */
export class TransientMap<K, V extends object> {
  private readonly cells = new Map<K, { value: V | undefined }>();

  get size(): number {
    return this.cells.size;
  }

  has(key: K): boolean {
    return this.cells.has(key);
  }

  get(key: K): V | undefined {
    return this.cells.get(key)?.value;
  }

  set(key: K, value: V): void {
    const cell = this.cells.get(key);
    if (cell) cell.value = value;
    else this.cells.set(key, { value });
  }

  delete(key: K): void {
    const cell = this.cells.get(key);
    if (!cell) return;
    cell.value = undefined;
    this.cells.delete(key);
  }

  /** In the order in which their keys came; may be deleted meanwhile. */
  *values(): Generator<V, void, undefined> {
    for (const { value } of this.cells.values()) if (value) yield value;
  }
}
