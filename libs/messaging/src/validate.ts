import { takeQuickly, type Class } from '@parley/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

/** Names of the violated constraints by the path of their field, such as `{'items.0.name': ['maxLength']}`. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

/** Fields that the class does not know are dropped, so that versions of a contract can mix. */
const options = { whitelist: true, forbidUnknownValues: false, validationError: { target: false, value: false } };

function collect(
  errors: readonly ValidationError[],
  path: string,
  into: Record<string, string[]>,
): Record<string, string[]> {
  for (const { property, constraints, children } of errors) {
    const field = path === '' ? property : `${path}.${property}`;
    if (constraints) into[field] = Object.keys(constraints);
    if (children) collect(children, field, into);
  }
  return into;
}

/** The payload as an instance of its class, or what is wrong with it. */
export function validate<T extends object>(type: Class<T>, payload: unknown): { value: T } | { faults: FieldFaults } {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    return { faults: { '': ['isObject'] } };
  const taken = takeQuickly(type, payload, 'drop');
  if (taken) return { value: taken };
  const value = plainToInstance(type, payload);
  const errors = validateSync(value, options);
  return errors.length === 0 ? { value } : { faults: collect(errors, '', {}) };
}
