import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { Class } from './contract.js';
import { Described, type FieldDescription } from './described.js';
import { isId } from './ids.js';
import { quick, takeQuickly, type Take } from './quick-check.js';
import { rememberRules } from './remembered-rules.js';

rememberRules();

interface FieldOptions {
  /** May be left out. */
  readonly optional?: true;
  readonly description?: string;
}

/** How a field is checked, and the quick way of what surely passes, where there is one. */
interface Checked {
  readonly checks: readonly PropertyDecorator[];
  readonly take?: Take;
  /** Of what is nested. */
  readonly type?: () => Class<object>;
}

/** One field: its check and its place in the API description, written once. */
function field(
  api: Omit<FieldDescription, 'required' | 'description'>,
  { checks, take, type }: Checked,
  { optional, description }: FieldOptions,
) {
  const all = optional ? [IsOptional(), ...checks] : checks;
  return applyDecorators(
    Described({ ...api, required: !optional, ...(description ? { description } : {}) }),
    ...all,
    ...(type ? [Type(type)] : []),
    quick({ take, optional: optional ?? false, checks: all.length }),
  );
}

const isText = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;

/** Whether a text surely has so many characters: half pairs and what changes the look of others count for nothing. */
function hasCharacters(text: string, least: number): boolean {
  if (text.length < least) return false;
  for (let at = 0; at < least; at++) if (text.charCodeAt(at) >= 0xd800) return false;
  return true;
}

const isNumber = (value: unknown, min = -Infinity, max = Infinity): value is number =>
  Number.isFinite(value) && (value as number) >= min && (value as number) <= max;
const isInteger = (value: unknown, min?: number, max?: number): value is number =>
  Number.isInteger(value) && isNumber(value, min, max);

const isList = (value: unknown, min: number, max: number): value is unknown[] =>
  Array.isArray(value) && value.length >= min && value.length <= max;

const takeNested =
  (type: () => Class<object>): Take =>
  (value, unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? takeQuickly(type(), value, unknown)
      : undefined;

const takeIf =
  (fits: (value: unknown) => boolean): Take =>
  (value) =>
    fits(value) ? value : undefined;

export const Id = (options: FieldOptions = {}) =>
  field({ type: String, format: 'uuid' }, { checks: [IsUUID()], take: takeIf(isId) }, options);

/** At least one character that is seen. */
export const visible = /\S/;

/** Text by UTF-16 length; the rules count code points where a limit is promised to users. */
export function Text(options: FieldOptions & { min?: number; max: number; pattern?: RegExp }) {
  const { min = 0, max, pattern } = options;
  const fits = (value: unknown) =>
    isText(value, max) && hasCharacters(value, min) && (pattern === undefined || value.search(pattern) >= 0);
  return field(
    { type: String, minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) },
    {
      checks: [IsString(), MinLength(min), MaxLength(max), ...(pattern ? [Matches(pattern)] : [])],
      take: takeIf(fits),
    },
    options,
  );
}

export const Email = (options: FieldOptions = {}) =>
  field(
    { type: String, format: 'email', maxLength: 254 },
    { checks: [IsEmail({ allow_ip_domain: false }), MaxLength(254)] },
    options,
  );

export function Integer(options: FieldOptions & { min: number; max?: number }) {
  const { min, max } = options;
  return field(
    { type: 'integer', minimum: min, ...(max === undefined ? {} : { maximum: max }) },
    {
      checks: [IsInt(), Min(min), ...(max === undefined ? [] : [Max(max)])],
      take: takeIf((value) => isInteger(value, min, max)),
    },
    options,
  );
}

export function Decimal(options: FieldOptions & { min?: number; max?: number } = {}) {
  const { min, max } = options;
  return field(
    {
      type: Number,
      ...(min === undefined ? {} : { minimum: min }),
      ...(max === undefined ? {} : { maximum: max }),
    },
    {
      checks: [
        IsNumber({ allowNaN: false, allowInfinity: false }),
        ...(min === undefined ? [] : [Min(min)]),
        ...(max === undefined ? [] : [Max(max)]),
      ],
      take: takeIf((value) => isNumber(value, min, max)),
    },
    options,
  );
}

export const Flag = (options: FieldOptions = {}) =>
  field({ type: Boolean }, { checks: [IsBoolean()], take: takeIf((value) => typeof value === 'boolean') }, options);

export const OneOf = (values: readonly string[], options: FieldOptions = {}) =>
  field(
    { type: String, enum: [...values] },
    { checks: [IsIn(values)], take: takeIf((value) => values.includes(value as string)) },
    options,
  );

/** An instant as ISO 8601 in UTC. */
export const Instant = (options: FieldOptions = {}) =>
  field(
    { type: String, format: 'date-time' },
    { checks: [IsString(), MaxLength(40)], take: takeIf((value) => isText(value, 40)) },
    options,
  );

export const Nested = (type: () => Class<object>, options: FieldOptions = {}) =>
  field({ type: () => type() }, { checks: [IsObject(), ValidateNested()], take: takeNested(type), type }, options);

/** A list within the list is no item of it: the nested check alone would pass it over. */
export function ListOf(type: () => Class<object>, options: FieldOptions & { min?: number; max: number }) {
  const { min = 0, max } = options;
  const item = takeNested(type);
  const take: Take = (value, unknown) => {
    if (!isList(value, min, max)) return undefined;
    const items = value.map((each) => item(each, unknown));
    return items.includes(undefined) ? undefined : items;
  };
  const checks = [
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
  ];
  return field({ type: () => type(), isArray: true, minItems: min, maxItems: max }, { checks, take, type }, options);
}

export function Texts(options: FieldOptions & { min?: number; max: number; each: number }) {
  const { min = 0, max, each } = options;
  return field(
    { type: String, isArray: true, minItems: min, maxItems: max },
    {
      checks: [
        IsArray(),
        ArrayMinSize(min),
        ArrayMaxSize(max),
        IsString({ each: true }),
        MaxLength(each, { each: true }),
      ],
      take: takeIf((value) => isList(value, min, max) && value.every((text) => isText(text, each))),
    },
    options,
  );
}

/** Whole numbers from 0. */
export function Integers(options: FieldOptions & { max: number }) {
  const { max } = options;
  return field(
    { type: 'integer', isArray: true, minimum: 0, maxItems: max },
    {
      checks: [IsArray(), ArrayMaxSize(max), IsInt({ each: true }), Min(0, { each: true })],
      take: takeIf((value) => isList(value, 0, max) && value.every((each) => isInteger(each, 0))),
    },
    options,
  );
}

/** An object of any form; whoever takes it checks it by its own rules. */
export const Anything = (options: FieldOptions = {}) =>
  field({ type: 'object', additionalProperties: true }, { checks: [IsObject()] }, options);
