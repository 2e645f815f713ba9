import type { Schema } from './operations.js';

/** The least that the schema takes: required fields alone, each as short as it may be. */
export function exampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return textOf(schema);
  }
}

function textOf({ format, minLength = 0 }: Schema): string {
  switch (format) {
    case 'uuid':
      return '01900000-0000-7000-8000-000000000000';
    case 'email':
      return 'somebody@company.example';
    case 'date-time':
      return '2026-01-01T00:00:00.000Z';
    default:
      return 'hello'.padEnd(minLength, '-');
  }
}
