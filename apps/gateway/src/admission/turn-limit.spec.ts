import { describe, expect, it } from '@jest/globals';
import { TurnLimit, type Place } from './turn-limit.js';

/** A fleet that ends `rate` turns a second, one after the other, none in less than `work_ms`. Its clock is the test's. */
class Machine {
  readonly limit = new TurnLimit();
  private readonly queue: { readonly place: Place; readonly own: boolean }[] = [];
  private now = 0;
  private offered = 0;
  private ended = 0;

  /** Turns that were ended and refused meanwhile, the longest delay, and how many were under way at the end. */
  run(seconds: number, load: { offered: number; rate: number; work_ms?: number; own?: boolean }) {
    const { rate, work_ms = 10, own = true } = load;
    const seen = { ended: 0, refused: 0, longest: 0 };
    for (const end = this.now + seconds * 1000; this.now < end; this.now++) {
      for (this.offered += load.offered / 1000; this.offered >= 1; this.offered--) {
        const place = this.limit.take(this.now);
        if (place) this.queue.push({ place, own });
        else seen.refused++;
      }
      for (this.ended += rate / 1000; this.ended >= 1; this.ended--) {
        if (!this.queue[0] || this.queue[0].place.began + work_ms > this.now) continue;
        const { place, own: its } = this.queue.shift()!;
        seen.ended++;
        seen.longest = Math.max(seen.longest, this.now - place.began);
        this.limit.give(place, this.now, its);
      }
    }
    return { ...seen, under_way: this.limit.underWay(this.now), waiting: this.queue.length };
  }
}

describe('the limit of turns under way', () => {
  it('refuses nobody as long as the fleet keeps up', () => {
    const machine = new Machine();
    expect(machine.run(60, { offered: 550, rate: 600 })).toMatchObject({ refused: 0 });
    expect(machine.limit.limit).toBe(512);
  });

  it.each([900, 1200, 3000])(
    'keeps the queue short where %i a second are offered to a fleet that ends 600',
    (offered) => {
      const machine = new Machine();
      machine.run(3, { offered, rate: 600 });
      const settled = machine.run(30, { offered, rate: 600 });
      expect(settled.ended).toBeGreaterThan(0.99 * 30 * 600);
      expect(settled.longest).toBeLessThan(350);
      expect(settled.waiting).toBeLessThan(200);
    },
  );

  it('heals within two seconds when less is offered again', () => {
    const machine = new Machine();
    machine.run(20, { offered: 1800, rate: 600 });
    machine.run(1, { offered: 300, rate: 600 });
    expect(machine.run(20, { offered: 300, rate: 600 })).toMatchObject({ refused: 0 });
    expect(machine.limit.limit).toBe(512);
  });

  it('follows a fleet that becomes slow and quick again', () => {
    const machine = new Machine();
    machine.run(10, { offered: 500, rate: 600 });
    machine.run(8, { offered: 500, rate: 100 });
    const slow = machine.run(10, { offered: 500, rate: 100 });
    expect(slow.longest).toBeLessThan(700);
    expect(slow.ended).toBeGreaterThan(950);
    machine.run(5, { offered: 500, rate: 600 });
    expect(machine.run(10, { offered: 500, rate: 600 })).toMatchObject({ refused: 0 });
  });

  it('lets a burst and a standstill pass', () => {
    const machine = new Machine();
    machine.run(5, { offered: 400, rate: 1000 });
    expect(machine.run(0.4, { offered: 400, rate: 0 })).toMatchObject({ refused: 0 });
    expect(machine.run(5, { offered: 400, rate: 1000 })).toMatchObject({ refused: 0 });
    expect(machine.run(0.1, { offered: 3000, rate: 1000 })).toMatchObject({ refused: 0 });
  });

  it('takes what waited for a restart for no queue, where the fleet is quick after it', () => {
    const machine = new Machine();
    machine.run(5, { offered: 40, rate: 600 });
    expect(machine.run(4, { offered: 40, rate: 0 })).toMatchObject({ refused: 0 });
    expect(machine.run(5, { offered: 40, rate: 600 })).toMatchObject({ refused: 0 });
    expect(machine.limit.limit).toBe(512);
  });

  it('has all places again after a while in which hardly anybody came', () => {
    const machine = new Machine();
    machine.run(10, { offered: 1800, rate: 600 });
    machine.run(30, { offered: 1, rate: 600 });
    expect(machine.limit.limit).toBe(512);
  });

  it('takes a single slow turn for no queue', () => {
    const machine = new Machine();
    expect(machine.run(30, { offered: 1, rate: 1000, work_ms: 700 })).toMatchObject({ refused: 0 });
    expect(machine.limit.limit).toBe(512);
  });

  it('gives the places of those who wait for a model to others after a second', () => {
    const machine = new Machine();
    const seen = machine.run(30, { offered: 400, rate: 1000, work_ms: 9000, own: false });
    expect(seen).toMatchObject({ refused: 0 });
    expect(seen.under_way).toBeLessThanOrEqual(401);
  });

  it('grows where all places are taken and nobody waits', () => {
    const machine = new Machine();
    machine.run(8, { offered: 6000, rate: 10_000, work_ms: 120 });
    expect(machine.limit.limit).toBeGreaterThan(512);
    expect(machine.run(2, { offered: 6000, rate: 10_000, work_ms: 120 })).toMatchObject({ refused: 0 });
  });
});
