import { Injectable } from '@nestjs/common';

/** The time, as a port: tests hand in a subclass that stands still. */
@Injectable()
export class Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  now(): number {
    return Date.now();
  }
}
