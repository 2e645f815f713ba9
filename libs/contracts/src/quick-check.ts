import { getMetadataStorage } from 'class-validator';
import type { Class } from './contract.js';

/** What is done with fields that a class does not know: dropped on the bus, where versions mix, refused at the door. */
export type Unknown = 'drop' | 'refuse';

/** The value as it stands in the instance; `undefined` where it does not surely pass. */
export type Take = (value: unknown, unknown: Unknown) => unknown;

interface Rule {
  readonly take: Take | undefined;
  readonly optional: boolean;
  /** Rules of class-validator that it stands for. */
  readonly checks: number;
}

interface Known {
  readonly names: ReadonlySet<string>;
  readonly fields: readonly (Rule & { readonly name: string; readonly take: Take })[];
}

/** By prototype. */
const declared = new WeakMap<object, Map<string, Rule>>();
const known = new WeakMap<Class<object>, Known | 'slow'>();

/** The quick way to take a field, beside its checks; without `take` there is none. */
export const quick =
  (rule: Rule): PropertyDecorator =>
  (target, name) => {
    if (!declared.has(target)) declared.set(target, new Map());
    declared.get(target)!.set(name as string, rule);
  };

/**
 * The payload as an instance of its class when it surely passes the class's checks, else nothing: then class-validator
 * and class-transformer, which take twenty times as long, say what is wrong, or that nothing is.
 */
export function takeQuickly<T extends object>(type: Class<T>, payload: object, unknown: Unknown): T | undefined {
  const rules = rulesOf(type);
  if (rules === 'slow') return undefined;
  const given = payload as Record<string, unknown>;
  const taken = new type() as Record<string, unknown>;
  for (const { name, take, optional } of rules.fields) {
    const value = given[name];
    if (value === undefined || value === null) {
      if (!optional) return undefined;
      if (value === null) {
        if (unknown === 'refuse') return undefined;
        taken[name] = null;
      }
      continue;
    }
    const fits = take(value, unknown);
    if (fits === undefined) return undefined;
    taken[name] = fits;
  }
  if (unknown === 'refuse') for (const name in payload) if (!rules.names.has(name)) return undefined;
  return taken as T;
}

function rulesOf(type: Class<object>): Known | 'slow' {
  let rules = known.get(type);
  if (!rules) known.set(type, (rules = gather(type)));
  return rules;
}

/** Slow where a field has no quick way, or a check that was not declared with it. */
function gather(type: Class<object>): Known | 'slow' {
  const fields = new Map<string, Rule>();
  for (let at = type.prototype as object; at !== Object.prototype; at = Object.getPrototypeOf(at) as object)
    for (const [name, rule] of declared.get(at) ?? []) {
      if (fields.has(name)) return 'slow';
      fields.set(name, rule);
    }
  const counted = [...fields.values()].reduce((sum, { checks }) => sum + checks, 0);
  const all = getMetadataStorage().getTargetValidationMetadatas(type, undefined!, false, false);
  if (all.length !== counted) return 'slow';
  const quickly = [...fields].flatMap(([name, { take, ...rule }]) => (take ? [{ name, take, ...rule }] : []));
  return quickly.length === fields.size ? { names: new Set(fields.keys()), fields: quickly } : 'slow';
}
