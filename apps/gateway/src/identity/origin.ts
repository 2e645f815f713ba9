import { FleetError } from '@parley/contracts';
import type { DoorRequest } from '../http/request.js';

/**
 * Throws `auth.origin_refused` when a page of a site that the company did not allow asks. A missing `Origin` is
 * allowed, so is the gateway's own, and every one where the company named none.
 */
export function admitOrigin({ headers }: DoorRequest, allowed: readonly string[]): void {
  const { origin, host } = headers;
  if (origin === undefined || allowed.length === 0 || allowed.includes(origin)) return;
  if (origin !== `http://${host}` && origin !== `https://${host}`) throw new FleetError('auth.origin_refused');
}
