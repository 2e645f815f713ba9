import { FleetError, type Principal } from '@parley/contracts';
import type { Call } from '@parley/messaging';

/** The user on whose behalf the call is. The contracts that use it are answered to users only. */
export function signedIn({ principal }: Call): Principal & { readonly kind: 'user' } {
  if (principal.kind !== 'user') throw new FleetError('auth.required');
  return principal;
}
