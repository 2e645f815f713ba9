import { FleetError } from '@parley/contracts';

/** The code that a request was refused with; `answered` where it was not. */
export const refusal = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof FleetError ? error.code : String(error)),
  );
