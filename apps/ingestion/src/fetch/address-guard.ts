import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { FleetError } from '@parley/contracts';
import { CONFIG } from '@parley/messaging';
import type { IngestionConfig } from '../config.js';
import { NameLookup } from './name-lookup.js';
import { isPublicAddress } from './public-address.js';

/** A connection to be made: only to these addresses, whatever the name stands for by then. */
export interface Destination {
  readonly url: URL;
  readonly addresses: readonly LookupAddress[];
}

/**
 * Says where documents may be fetched from: over http and https from public addresses and the usual ports, and from
 * hosts that the operator names. A name is looked up once; the connection goes to the address that was checked, so that
 * a name that changes its address in between (DNS rebinding) gains nothing.
 */
@Injectable()
export class AddressGuard {
  private readonly ports: ReadonlySet<string>;
  private readonly privateHosts: ReadonlySet<string>;

  constructor(
    @Inject(CONFIG) { fetch_ports, private_hosts }: IngestionConfig,
    private readonly names: NameLookup,
  ) {
    this.ports = listed(fetch_ports);
    this.privateHosts = listed(private_hosts ?? '');
  }

  /** What can be said without looking a name up. Throws `document.address_refused`. */
  check(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || !['http:', 'https:'].includes(url.protocol)) throw refused('scheme');
    if (url.username !== '' || url.password !== '') throw refused('credentials');
    if (this.isNamed(url)) return url;
    if (!this.ports.has(portOf(url))) throw refused('port');
    if (isIP(hostOf(url)) && !isPublicAddress(hostOf(url))) throw refused('address');
    return url;
  }

  /** Throws `document.address_refused`, `document.unreachable`. */
  async destination(address: string): Promise<Destination> {
    const url = this.check(address);
    const host = hostOf(url);
    const family = isIP(host);
    const addresses = family ? [{ address: host, family }] : await this.lookUp(host);
    if (!this.isNamed(url) && !addresses.every(({ address }) => isPublicAddress(address))) throw refused('address');
    return { url, addresses };
  }

  private async lookUp(name: string): Promise<LookupAddress[]> {
    try {
      const found = await this.names.addresses(name);
      if (found.length > 0) return found;
    } catch {
      // Told in the same words as any other host that is not there.
    }
    throw new FleetError('document.unreachable', { reason: 'name' });
  }

  /** The operator has allowed it, with this port or with any. */
  private isNamed(url: URL): boolean {
    return this.privateHosts.has(url.hostname) || this.privateHosts.has(`${url.hostname}:${portOf(url)}`);
  }
}

const refused = (reason: string): FleetError => new FleetError('document.address_refused', { reason });

const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const listed = (text: string): ReadonlySet<string> =>
  new Set(text.split(',').map((each) => each.trim().toLowerCase()).filter((each) => each !== '')); // prettier-ignore
