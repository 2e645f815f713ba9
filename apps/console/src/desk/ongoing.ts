/** Work that goes on for each of some names; a name that stays is not disturbed by those that come and go. */
export class Ongoing {
  private readonly stops = new Map<string, () => void>();

  constructor(private readonly start: (name: string) => () => void) {}

  /** From now on for these and no others. */
  only(names: readonly string[]): void {
    for (const [name, stop] of this.stops) {
      if (names.includes(name)) continue;
      stop();
      this.stops.delete(name);
    }
    for (const name of names) if (!this.stops.has(name)) this.stops.set(name, this.start(name));
  }
}
