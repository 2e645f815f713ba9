import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of a JSON schema as the API description uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-allow'?: readonly string[];
}

export interface Operation {
  readonly method: string;
  /** With `{parameters}`. */
  readonly path: string;
  /** Roles, `visitor`, and `public` for whoever brings no token; none where the row is missing. */
  readonly allow: readonly string[];
  /** It reads a bearer token. */
  readonly readsToken: boolean;
  /** Of the JSON body, references resolved. */
  readonly body: Schema | undefined;
  readonly query: Readonly<Record<string, Schema>>;
  /** Statuses that the description names. */
  readonly statuses: readonly number[];
}

/** The description of the checkout that is tested; `npm run check` holds it against the code. */
export const description = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'openapi.json'), 'utf8'),
) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

function resolved(schema: Schema): Schema {
  if (schema.$ref) return resolved(description.components.schemas[schema.$ref.split('/').at(-1)!]!);
  return {
    ...schema,
    ...(schema.items ? { items: resolved(schema.items) } : {}),
    ...(schema.properties
      ? {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([name, each]) => [name, resolved(each)]),
          ),
        }
      : {}),
  };
}

const operationOf = (method: string, path: string, described: Described): Operation => {
  const body = described.requestBody?.content['application/json']?.schema;
  const parameters = described.parameters ?? [];
  return {
    method: method.toUpperCase(),
    path,
    allow: described['x-allow'] ?? [],
    readsToken: (described.security ?? []).some((scheme) => 'token' in scheme),
    body: body && resolved(body),
    query: Object.fromEntries(
      parameters.filter((each) => each.in === 'query').map(({ name, schema }) => [name, schema]),
    ),
    statuses: Object.keys(described.responses).map(Number),
  };
};

/** Every route of the API. */
export const operations: readonly Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => operationOf(method, path, described)),
);

/** Health, measures and the description itself are not the API. */
export const apiOperations = operations.filter(({ path }) => path.startsWith('/api/'));
