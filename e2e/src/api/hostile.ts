import fc from 'fast-check';
import { exampleOf } from './example.js';
import type { Schema } from './operations.js';

const encoder = new TextEncoder();

/** Values that have broken programs before. */
const awkward = fc.constantFrom<unknown>(
  null, '', ' ', '\u0000', '\u202e', '💣', 'İıŞğ', '\ud800', '__proto__', 'constructor', '../../etc/passwd', "' OR 1=1 --",
  '{{7*7}}', '<script>alert(1)</script>', 0, -0, -1, 1e308, 2 ** 53, 0.1, true, false, [], {}, [[]], [null], 'x'.repeat(20_000),
); // prettier-ignore

/** Something of the schema's type, near its bounds and just beyond them. */
function nearly(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objects(schema);
    case 'array':
      return fc.array(nearly(schema.items ?? {}), { maxLength: Math.min(5, (schema.maxItems ?? 3) + 1) });
    case 'integer':
    case 'number': {
      const { minimum = -10, maximum = 10 } = schema;
      return fc.oneof(fc.integer(), fc.constantFrom(minimum, minimum - 1, maximum, maximum + 1));
    }
    case 'boolean':
      return fc.boolean();
    default:
      return texts(schema);
  }
}

const texts = (schema: Schema): fc.Arbitrary<string> => {
  const { minLength = 0, maxLength = 100 } = schema;
  const long = Math.min(maxLength, 70_000);
  return fc.oneof(
    fc.constant(String(exampleOf(schema))),
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.constantFrom('x'.repeat(long), 'x'.repeat(long + 1), 'ğ'.repeat(Math.max(0, minLength - 1))),
    fc.uuid(),
    fc.emailAddress(),
  );
};

/** Each field right, nearly right, awkward or missing, and now and then one more. */
function objects({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const value = fc.oneof(
      { weight: 6, arbitrary: fc.constant(exampleOf(schema)) },
      { weight: 4, arbitrary: nearly(schema) },
      { weight: 1, arbitrary: awkward },
    );
    const presence = required.includes(name) ? 0.9 : 0.5;
    return fc.option(
      value.map((each) => [name, each] as const),
      { nil: undefined, freq: Math.round(1 / (1 - presence)) },
    );
  });
  const more = fc.option(fc.tuple(fc.string(), awkward), { nil: undefined, freq: 8 });
  return fc
    .tuple(fc.tuple(...fields), more)
    .map(([known, extra]) => Object.fromEntries([...known, extra].filter((each) => each !== undefined)));
}

/** What a hostile or clumsy client may send in the place of such a body: mostly JSON, at times not even that. */
export const hostileBodies = (schema: Schema): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    { weight: 12, arbitrary: objects(schema).map((value) => encoder.encode(JSON.stringify(value))) },
    { weight: 3, arbitrary: fc.json().map((json) => encoder.encode(json)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 30_000 }).map((deep) => encoder.encode('{"a":'.repeat(deep))) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }).map((deep) => nest(deep)) },
  );

const nest = (deep: number): Uint8Array => encoder.encode(`{"a":${'['.repeat(deep)}${']'.repeat(deep)}}`);

/** Parts of an address, escaped or not. */
export const hostileParts: fc.Arbitrary<string> = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'binary' }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%', '%zz', '%00', '%2e%2e', '..%2f..', '%ff%fe', '*', ':id', 'x'.repeat(300), 'null', '0', '-1'),
);
