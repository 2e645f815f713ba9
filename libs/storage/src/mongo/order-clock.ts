/** Stamps of events that wait for their position, as text that sorts by them: a hybrid logical clock (Kulkarni et al.,
 * "Logical Physical Clocks", 2014). A stamp is later than every stamp this process has seen in documents it read, so that
 * an event which follows from another sorts after it, whatever the machines' clocks say. */
export class OrderClock {
  private ms = 0;
  private count = 0;

  next(): string {
    const now = Date.now();
    if (now > this.ms) [this.ms, this.count] = [now, 0];
    else this.count++;
    return `${this.ms.toString(16).padStart(12, '0')}.${this.count.toString(16).padStart(8, '0')}`;
  }

  saw(stamp: string): void {
    const [ms, count] = stamp.split('.').map((part) => parseInt(part, 16)) as [number, number];
    if (ms > this.ms || (ms === this.ms && count > this.count)) [this.ms, this.count] = [ms, count];
  }
}
