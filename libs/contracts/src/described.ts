import 'reflect-metadata';

/** What the API description says of a field. */
export interface FieldDescription {
  readonly type: unknown;
  readonly isArray?: true;
  readonly required: boolean;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: boolean;
}

/** Where @nestjs/swagger 12 looks for it; `npm run check` would miss it in openapi.json. */
const DESCRIPTIONS = 'swagger/apiModelProperties';
const NAMES = 'swagger/apiModelPropertiesArray';

/** Does what `ApiProperty` does without its package, a quarter of all that a service loads: only the gateway describes an API. */
export const Described =
  (description: FieldDescription): PropertyDecorator =>
  (target, property) => {
    const names = (Reflect.getMetadata(NAMES, target) ?? []) as readonly string[];
    const name = `:${String(property)}`;
    if (!names.includes(name)) Reflect.defineMetadata(NAMES, [...names, name], target);
    const inherited = (Reflect.getMetadata(DESCRIPTIONS, target, property) ?? {}) as Partial<FieldDescription>;
    Reflect.defineMetadata(DESCRIPTIONS, { ...inherited, isArray: false, ...description }, target, property);
  };
