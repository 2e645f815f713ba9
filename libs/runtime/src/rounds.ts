/** Work that comes again and again. Never two rounds at once: what takes longer than the time between them is not piled up. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  /** `onFailure` hears of a round that failed; the next one comes all the same. */
  constructor(
    private readonly every_ms: number,
    private readonly round: () => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** The first round comes after `every_ms`. */
  begin(): void {
    this.timer = setInterval(() => void this.now(), this.every_ms).unref();
  }

  /** A round before its time, or the one that is running. Never rejects. */
  now(): Promise<void> {
    this.running ??= this.round()
      .catch(this.onFailure)
      .finally(() => (this.running = undefined));
    return this.running;
  }

  /** No more rounds; resolves when none is running. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
