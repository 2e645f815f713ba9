import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
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
import { rememberRules } from './remembered-rules.js';

rememberRules();

interface FieldOptions {
  /** May be left out. */
  readonly optional?: true;
  readonly description?: string;
}

/** One field: its check and its place in the API description, written once. */
const field = (api: ApiPropertyOptions, checks: PropertyDecorator[], { optional, description }: FieldOptions) =>
  applyDecorators(
    ApiProperty({ ...api, required: !optional, ...(description ? { description } : {}) } as ApiPropertyOptions),
    ...(optional ? [IsOptional()] : []),
    ...checks,
  );

export const Id = (options: FieldOptions = {}) => field({ type: String, format: 'uuid' }, [IsUUID()], options);

/** Text by UTF-16 length; the rules count code points where a limit is promised to users. */
export const Text = (options: FieldOptions & { min?: number; max: number; pattern?: RegExp }) =>
  field(
    {
      type: String,
      minLength: options.min ?? 0,
      maxLength: options.max,
      ...(options.pattern ? { pattern: options.pattern.source } : {}),
    },
    [
      IsString(),
      MinLength(options.min ?? 0),
      MaxLength(options.max),
      ...(options.pattern ? [Matches(options.pattern)] : []),
    ],
    options,
  );

export const Email = (options: FieldOptions = {}) =>
  field(
    { type: String, format: 'email', maxLength: 254 },
    [IsEmail({ allow_ip_domain: false }), MaxLength(254)],
    options,
  );

export const Integer = (options: FieldOptions & { min: number; max?: number }) =>
  field(
    { type: 'integer', minimum: options.min, ...(options.max === undefined ? {} : { maximum: options.max }) },
    [IsInt(), Min(options.min), ...(options.max === undefined ? [] : [Max(options.max)])],
    options,
  );

export const Decimal = (options: FieldOptions & { min?: number; max?: number } = {}) =>
  field(
    {
      type: Number,
      ...(options.min === undefined ? {} : { minimum: options.min }),
      ...(options.max === undefined ? {} : { maximum: options.max }),
    },
    [
      IsNumber({ allowNaN: false, allowInfinity: false }),
      ...(options.min === undefined ? [] : [Min(options.min)]),
      ...(options.max === undefined ? [] : [Max(options.max)]),
    ],
    options,
  );

export const Flag = (options: FieldOptions = {}) => field({ type: Boolean }, [IsBoolean()], options);

export const OneOf = (values: readonly string[], options: FieldOptions = {}) =>
  field({ type: String, enum: [...values] }, [IsIn(values)], options);

/** An instant as ISO 8601 in UTC. */
export const Instant = (options: FieldOptions = {}) =>
  field({ type: String, format: 'date-time' }, [IsString(), MaxLength(40)], options);

export const Nested = (type: () => Class<object>, options: FieldOptions = {}) =>
  field({ type: () => type() }, [IsObject(), ValidateNested(), Type(type)], options);

/** A list within the list is no item of it: the nested check alone would pass it over. */
export const ListOf = (type: () => Class<object>, options: FieldOptions & { min?: number; max: number }) =>
  field(
    { type: () => type(), isArray: true, minItems: options.min ?? 0, maxItems: options.max },
    [
      IsArray(),
      ArrayMinSize(options.min ?? 0),
      ArrayMaxSize(options.max),
      IsObject({ each: true }),
      ValidateNested({ each: true }),
      Type(type),
    ],
    options,
  );

export const Texts = (options: FieldOptions & { min?: number; max: number; each: number }) =>
  field(
    { type: String, isArray: true, minItems: options.min ?? 0, maxItems: options.max },
    [
      IsArray(),
      ArrayMinSize(options.min ?? 0),
      ArrayMaxSize(options.max),
      IsString({ each: true }),
      MaxLength(options.each, { each: true }),
    ],
    options,
  );

/** Whole numbers from 0. */
export const Integers = (options: FieldOptions & { max: number }) =>
  field(
    { type: 'integer', isArray: true, minimum: 0, maxItems: options.max },
    [IsArray(), ArrayMaxSize(options.max), IsInt({ each: true }), Min(0, { each: true })],
    options,
  );

/** An object of any form; whoever takes it checks it by its own rules. */
export const Anything = (options: FieldOptions = {}) =>
  field({ type: 'object', additionalProperties: true }, [IsObject()], options);
