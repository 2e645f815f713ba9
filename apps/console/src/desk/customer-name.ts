import type { Words } from '../texts/texts.js';

/** How a customer is called; visitors by the end of their id, so that two can be told apart. */
export const customerName = ({ id, name }: { id: string; name?: string }, { say }: Words): string =>
  name ?? say('customer.visitor', { code: id.slice(-4).toUpperCase() });
