/** Turns under way at once: where nothing is known of the machine, and the bounds of what is found out. */
const places = { first: 512, least: 16, most: 4096 };
/** How long a turn may take when nothing stands in its way, in milliseconds; a queue that makes it longer is cut. */
const targetMs = 150;
/** For so long the shortest turn must have been longer before a queue is one that stands and not a burst that passes. */
const intervalMs = 500;
/** Places that come with each interval without such a queue: those that were cut, and more where all are taken. */
const regained = 16;
/**
 * Who has not ended after so many milliseconds waits for somebody outside, a model or a person, and takes no place; while
 * a queue stands it may be the queue that is waited for.
 */
const patienceMs = { usual: 1000, queued: 5000 };

/** A turn that was let in. */
export interface Place {
  readonly began: number;
  /** The fleet was asked for it. */
  begun: boolean;
}

/**
 * How many turns may be under way at once, found out while they are: as many as the fleet ends within the target. That a
 * queue stands is seen as by CoDel (RFC 8289), by the shortest delay of an interval; how many turns may be under way then
 * is reckoned by Little's law, as many as end within the target; what was cut comes back in equal steps, as in TCP's
 * AIMD (Chiu and Jain, 1989). Times in milliseconds of one clock that never goes back.
 */
export class TurnLimit {
  /** In the order in which they began. */
  private readonly taken = new Set<Place>();
  private most = places.first;
  private cut_at = -Infinity;
  private queued = false;
  private ended_at = -Infinity;
  private interval = intervalFrom(-Infinity);

  /** Turns that may be under way. */
  get limit(): number {
    return this.most;
  }

  underWay(now: number): number {
    const patience = this.queued ? patienceMs.queued : patienceMs.usual;
    for (const place of this.taken) {
      if (place.began + patience > now) break;
      this.taken.delete(place);
    }
    return this.taken.size;
  }

  isFull(now: number): boolean {
    const full = this.underWay(now) >= this.most;
    this.interval.short ||= full;
    return full;
  }

  /** Nothing when there is no place. */
  take(now: number): Place | undefined {
    if (this.isFull(now)) return undefined;
    const { interval } = this;
    if (this.taken.size === 0) interval.shortest = 0;
    const place = { began: now, begun: false };
    this.taken.add(place);
    interval.highest = Math.max(interval.highest, this.taken.size);
    return place;
  }

  /** Gives back the place of what was no turn after all. */
  drop(place: Place): void {
    this.taken.delete(place);
  }

  /** `own`: the turn waited for nobody outside, so that its delay is the fleet's. */
  give(place: Place, now: number, own: boolean): void {
    this.taken.delete(place);
    if (now >= this.ended_at + intervalMs) this.beginAnew(now);
    this.ended_at = now;
    const { interval } = this;
    interval.ended++;
    if (own && place.began >= this.cut_at) interval.shortest = Math.min(interval.shortest, now - place.began);
    if (now < interval.since + intervalMs || interval.shortest === Infinity) return;
    this.judge(interval, now);
    this.interval = intervalFrom(now);
  }

  /** Nothing has ended for long: nobody came, or the fleet stood still and what waited for it ends now. */
  private beginAnew(now: number): void {
    const { since, shortest } = this.interval;
    if (shortest === 0) this.regain(Math.floor((now - since) / intervalMs));
    this.interval = { ...intervalFrom(now), highest: this.taken.size };
  }

  private judge({ since, shortest, highest, ended, short }: Interval, now: number): void {
    this.queued = shortest > targetMs && highest > places.least;
    if (this.queued) {
      const withinTarget = Math.round((ended * targetMs) / (now - since));
      this.most = Math.min(this.most, Math.max(places.least, withinTarget));
      this.cut_at = now;
    } else if (this.most < places.first) this.regain(1);
    else if (short) this.most = Math.min(places.most, this.most + regained);
  }

  private regain(intervals: number): void {
    this.most = Math.max(this.most, Math.min(places.first, this.most + regained * intervals));
  }
}

/** What happened since `since`. */
interface Interval {
  readonly since: number;
  /** Delay of a turn that ended; 0 where nobody was under way. Who began before the last cut says nothing about it. */
  shortest: number;
  /** Turns under way. */
  highest: number;
  ended: number;
  /** Somebody found no place. */
  short: boolean;
}

const intervalFrom = (since: number): Interval => ({ since, shortest: Infinity, highest: 0, ended: 0, short: false });
