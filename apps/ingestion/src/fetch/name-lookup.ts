import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

/** Asks the system for the addresses of a name. */
@Injectable()
export class NameLookup {
  /** Throws when there are none. */
  addresses(name: string): Promise<LookupAddress[]> {
    return lookup(name, { all: true });
  }
}
