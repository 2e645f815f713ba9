/** One setting of a service: the variable it is read from and the line that explains it. */
export interface Setting<T> {
  readonly variable: string;
  readonly doc: string;
  /** `raw` is never empty. Throws an `Error` that says what is expected. */
  readonly parse: (raw: string) => T;
  /** Taken when the variable is missing or empty. */
  readonly fallback: T | Required;
}

type Required = typeof required;
const required = Symbol('a value must be given');

interface Described<T> {
  readonly doc: string;
  /** Without a default the variable must be given. */
  readonly default?: T;
}

const setting = <T>(variable: string, { doc, ...rest }: Described<T>, parse: (raw: string) => T): Setting<T> => ({
  variable,
  doc,
  parse,
  fallback: 'default' in rest ? (rest.default as T) : required,
});

const refuse = (expected: string): never => {
  throw new Error(`expected ${expected}`);
};

export const text = (variable: string, described: Described<string>): Setting<string> =>
  setting(variable, described, (raw) => raw);

/** Text that may be missing. */
export const optionalText = (variable: string, { doc }: { doc: string }): Setting<string | undefined> =>
  setting<string | undefined>(variable, { doc, default: undefined }, (raw) => raw);

export const integer = (
  variable: string,
  { min, max, ...described }: Described<number> & { min: number; max: number },
): Setting<number> =>
  setting(variable, described, (raw) => {
    const value = Number(raw);
    return Number.isInteger(value) && value >= min && value <= max
      ? value
      : refuse(`a whole number from ${min} to ${max}`);
  });

/** A part of a whole, such as `0.1`. */
export const share = (variable: string, described: Described<number>): Setting<number> =>
  setting(variable, described, (raw) => {
    const value = Number(raw);
    return value >= 0 && value <= 1 ? value : refuse('a number from 0 to 1');
  });

/** `1` or `true`, `0` or `false`. */
export const flag = (variable: string, described: Described<boolean>): Setting<boolean> =>
  setting(variable, described, (raw) =>
    ['1', 'true'].includes(raw) ? true : ['0', 'false'].includes(raw) ? false : refuse('1 or 0'),
  );

export const oneOf = <const T extends string>(
  variable: string,
  values: readonly T[],
  described: Described<NoInfer<T>>,
): Setting<T> =>
  setting<T>(
    variable,
    described,
    (raw) => values.find((value) => value === raw) ?? refuse(`one of ${values.join(', ')}`),
  );

/** An address with one of the given schemes, such as `redis:`. */
export const url = (variable: string, schemes: readonly string[], described: Described<string>): Setting<string> =>
  setting(variable, described, (raw) =>
    URL.canParse(raw) && schemes.includes(new URL(raw).protocol)
      ? raw
      : refuse(`an address with ${schemes.join(' or ')}`),
  );

export type Settings = Readonly<Record<string, Setting<unknown>>>;
export type Values<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** One or more variables are missing or wrong; the message names each of them, never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads and checks every setting at once. Throws `ConfigError`. */
export function readSettings<S extends Settings>(
  environment: Readonly<Record<string, string | undefined>>,
  settings: S,
): Values<S> {
  const faults: string[] = [];
  const read = ({ variable, doc, parse, fallback }: Setting<unknown>): unknown => {
    const raw = environment[variable];
    try {
      if (raw !== undefined && raw !== '') return parse(raw);
      return fallback === required ? refuse('a value') : fallback;
    } catch (fault) {
      faults.push(`${variable} (${doc}): ${(fault as Error).message}`);
      return undefined;
    }
  };
  const values = Object.fromEntries(Object.entries(settings).map(([name, each]) => [name, read(each)]));
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return values as Values<S>;
}
