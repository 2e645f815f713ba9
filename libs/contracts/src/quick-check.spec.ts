import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { IsInt, validateSync } from 'class-validator';
import {
  Anything,
  ComposeAnswer,
  CustomerDraft,
  Decimal,
  Flag,
  Id,
  Instant,
  Integer,
  ListOf,
  Nested,
  OneOf,
  Text,
  Texts,
  newId,
  takeQuickly,
} from './index.js';
import { Email, Integers } from './fields.js';

class Inner {
  @Text({ min: 1, max: 5 }) name!: string;
  @Integer({ min: 0, optional: true }) count?: number;
}

class Everything {
  @Id({ optional: true }) id?: string;
  @Text({ max: 4, optional: true }) text?: string;
  @Text({ min: 2, max: 4, optional: true }) least?: string;
  @Text({ max: 9, pattern: /^[a-z]+$/, optional: true }) pattern?: string;
  @Integer({ min: 1, max: 3, optional: true }) integer?: number;
  @Decimal({ min: 0, max: 1, optional: true }) decimal?: number;
  @Flag({ optional: true }) flag?: boolean;
  @OneOf(['a', 'b'], { optional: true }) choice?: string;
  @Instant({ optional: true }) instant?: string;
  @Nested(() => Inner, { optional: true }) nested?: Inner;
  @ListOf(() => Inner, { min: 1, max: 2, optional: true }) list?: Inner[];
  @Texts({ min: 1, max: 2, each: 3, optional: true }) texts?: string[];
  @Integers({ max: 2, optional: true }) integers?: number[];
}

const values: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -0, 1, 3, 4, -1, 0.5, 1.5, NaN, Infinity, 2 ** 60],
  ...['', 'a', 'b', 'ab', 'abc', 'abcd', 'abcde', 'A', '😀', '😀😀', '😀😀😀😀😀', '\ud83d', 'a\ufe0f', '\ufe0f\ufe0f'],
  ...[newId(), newId().toUpperCase(), '00000000-0000-0000-0000-000000000000', 'x'.repeat(40), 'x'.repeat(41)],
  ...[{}, [], [[]], [null], ['a'], ['abcd'], ['a', 'b', 'c'], [1], [1, 2], [1, -1], [0.5], [1, 2, 3]],
  ...[{ name: 'a' }, { name: '' }, { name: 'a', count: 1 }, { name: 'a', count: -1 }, { name: 'a', more: 1 }],
  ...[[{ name: 'a' }], [{ name: 'a' }, {}], [{ name: 'a' }, { name: 'b' }, { name: 'c' }], { name: [] }],
];
const names = Object.keys(new Everything()) as (keyof Everything)[];

/** What class-transformer and class-validator make of it; nothing where it does not pass. */
function slowly(type: new () => object, payload: object, forbidNonWhitelisted: boolean): object | undefined {
  const value = plainToInstance(type, payload);
  const rules = { whitelist: true, forbidNonWhitelisted, forbidUnknownValues: false };
  return validateSync(value, rules).length === 0 ? value : undefined;
}

describe('the quick way of a payload', () => {
  it.each(names)('takes what passes, and nothing else: %s', (name) => {
    let taken = 0;
    for (const value of values)
      for (const unknown of ['drop', 'refuse'] as const) {
        const quickly = takeQuickly(Everything, { [name]: value }, unknown);
        if (!quickly) continue;
        taken++;
        expect(quickly).toStrictEqual(slowly(Everything, { [name]: value }, unknown === 'refuse'));
      }
    expect(taken).toBeGreaterThan(4);
  });

  it('drops fields that are not known on the bus, and leaves them to the checks at the door', () => {
    const payload = { text: 'a', more: 1, nested: { name: 'a', more: 1 } };
    expect(takeQuickly(Everything, payload, 'drop')).toStrictEqual(slowly(Everything, payload, false));
    expect(takeQuickly(Everything, payload, 'refuse')).toBeUndefined();
    expect(takeQuickly(Everything, { nested: { name: 'a', more: 1 } }, 'refuse')).toBeUndefined();
  });

  it('asks for what may not be left out, inherited or not', () => {
    const draft = { widget_key: 'pk_1234567890', email: 'a@b.example', password: 'long enough pw', name: 'A' };
    expect(takeQuickly(Inner, {}, 'drop')).toBeUndefined();
    expect(takeQuickly(Inner, { name: null }, 'drop')).toBeUndefined();
    expect(takeQuickly(CustomerDraft, draft, 'drop')).toBeUndefined();
  });

  it('takes a question with its memory', () => {
    const memory = [
      { who: 'customer', text: 'hi' },
      { who: 'bot', text: 'Hello.' },
    ] as const;
    const question = { text: 'why?', language: 'en', memory };
    expect(takeQuickly(ComposeAnswer.input, question, 'drop')).toStrictEqual(
      slowly(ComposeAnswer.input, question, false),
    );
    expect(takeQuickly(ComposeAnswer.input, { ...question, memory: [{ who: 'x', text: '' }] }, 'drop')).toBeUndefined();
  });

  it('is not there for classes with checks that it does not know', () => {
    class Foreign {
      @IsInt() number!: number;
    }
    class Half extends Inner {
      @IsInt() number!: number;
    }
    class Open {
      @Anything() any!: object;
    }
    class Mail {
      @Email() email!: string;
    }
    class Again extends Inner {
      @Text({ min: 1, max: 3 }) declare name: string;
    }
    expect(takeQuickly(Foreign, { number: 1 }, 'drop')).toBeUndefined();
    expect(takeQuickly(Half, { name: 'a', number: 1 }, 'drop')).toBeUndefined();
    expect(takeQuickly(Open, { any: {} }, 'drop')).toBeUndefined();
    expect(takeQuickly(Mail, { email: 'a@b.example' }, 'drop')).toBeUndefined();
    expect(takeQuickly(Again, { name: 'abcd' }, 'drop')).toBeUndefined();
  });
});
