import type { Cost } from '@parley/contracts';
import { modelChoice, type Usage } from '@parley/models';

export interface Price {
  /** US dollars per million tokens. */
  readonly read: number;
  readonly written: number;
}

/** By name of the model, as it stands in the chain. */
export type Prices = ReadonlyMap<string, Price>;

const entry = /^(.+)=(\d{1,6}(?:\.\d{1,6})?)\/(\d{1,6}(?:\.\d{1,6})?)$/;

/** Throws an `Error` that says what is expected. */
export const pricesOf = (raw: string): Prices =>
  new Map(
    raw.split(',').map((part): [string, Price] => {
      const match = entry.exec(part.trim());
      if (!match) throw new Error('expected <provider>:<model>=<read>/<written>, separated by commas');
      return [modelChoice(match[1]!).name, { read: Number(match[2]), written: Number(match[3]) }];
    }),
  );

export const free: Cost = { amount: 0, currency: 'USD', input_tokens: 0, output_tokens: 0 };

/** Adds a call to what an answer has cost. A model without a price counts its tokens alone. */
export function withCall(cost: Cost, { input_tokens, output_tokens }: Usage, price: Price | undefined): Cost {
  const amount = price ? (input_tokens * price.read + output_tokens * price.written) / 1_000_000 : 0;
  return {
    ...cost,
    amount: cost.amount + amount,
    input_tokens: cost.input_tokens + input_tokens,
    output_tokens: cost.output_tokens + output_tokens,
  };
}
