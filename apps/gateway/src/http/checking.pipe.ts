import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { FleetError, isId, takeQuickly, type Class, type ErrorCode } from '@parley/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { RawBody, UnreadForm, parseJson } from './raw-body.js';

/** An id that cannot be one is answered as one that is not known. */
const unknownId: Readonly<Record<string, ErrorCode>> = {
  session_id: 'session.not_found',
  message_id: 'message.not_found',
  handoff_id: 'handoff.not_found',
  document_id: 'document.not_found',
  job_id: 'job.not_found',
  training_id: 'job.not_found',
};

/** Bodies, queries and ids of paths, each checked once on its way into a handler. */
@Injectable()
export class CheckingPipe implements PipeTransform {
  transform(value: unknown, { type, metatype, data }: ArgumentMetadata): unknown {
    if (type === 'param') return checkedId(value, data);
    if (value instanceof UnreadForm)
      throw new FleetError('request.unsupported_media_type', { expected: 'application/json' });
    const plain = value instanceof RawBody ? parseJson(value) : (value ?? {});
    return checked(metatype as Class<object>, plain);
  }
}

function checkedId(value: unknown, name = ''): unknown {
  const code = unknownId[name];
  if (code && !isId(value)) throw new FleetError(code);
  return value;
}

const strict = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: false,
  stopAtFirstError: true,
  validationError: { target: false, value: false },
};

/** The value as an instance of the class. Throws `request.invalid` with what is wrong by field; unknown fields and null are wrong. */
export function checked<T extends object>(type: Class<T>, plain: unknown): T {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) throw invalid({ '': ['must be an object'] });
  const taken = takeQuickly(type, plain, 'refuse');
  if (taken) return taken;
  const instance = instantiated(type, plain);
  const faults = validateSync(instance, strict);
  if (faults.length > 0) throw invalid(byField(faults, '', {}));
  const odd = oddIn(plain, instance, '');
  if (odd) throw invalid({ [odd.field]: [odd.why] });
  return instance;
}

/**
 * The first field that the checks pass over: null where something may be left out, and names that no instance takes, such
 * as `__proto__`.
 */
function oddIn(plain: object, instance: object, path: string): { field: string; why: string } | undefined {
  for (const [name, inner] of Object.entries(plain) as [string, unknown][]) {
    const field = path === '' ? name : `${path}.${name}`;
    if (inner === null) return { field, why: 'must not be null; it may be left out' };
    if (!Object.hasOwn(instance, name)) return { field, why: `property ${name} should not exist` };
    const made = (instance as Record<string, unknown>)[name];
    const found = typeof inner === 'object' ? oddIn(inner, made as object, field) : undefined;
    if (found) return found;
  }
  return undefined;
}

const invalid = (fields: Record<string, string[]>): FleetError => new FleetError('request.invalid', { fields });

/** Class-transformer follows every nesting, however deep, by recursion. */
function instantiated<T extends object>(type: Class<T>, plain: object): T {
  try {
    return plainToInstance(type, plain);
  } catch (error) {
    if (error instanceof RangeError) throw invalid({ '': ['is nested too deeply'] });
    throw error;
  }
}

function byField(
  faults: readonly ValidationError[],
  path: string,
  into: Record<string, string[]>,
): Record<string, string[]> {
  for (const { property, constraints, children = [] } of faults) {
    const field = path === '' ? property : `${path}.${property}`;
    if (constraints) into[field] = Object.values(constraints);
    byField(children, field, into);
  }
  return into;
}
