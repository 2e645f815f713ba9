import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { metadataNeedsImport } from './metadata-needs-import.js';

const linter = new Linter();
const plugins = { parley: { rules: { 'metadata-needs-import': metadataNeedsImport } } };

const faults = (code: string): string[] =>
  linter
    .verify(
      code,
      [
        {
          files: ['**/*.ts'],
          languageOptions: { parser: tseslint.parser as Linter.Parser },
          plugins: plugins as never,
          rules: { 'parley/metadata-needs-import': 'error' },
        },
      ],
      'a.ts',
    )
    .map(({ message }) => message);

const needed = (name: string): string[] => [`${name} is needed at run time here: import it without \`type\``];

describe('imports that decorators need at run time', () => {
  it.each([
    [
      `import type { Store } from './s.js'; @Injectable() class A { constructor(private readonly store: Store) {} }`,
      'Store',
    ],
    [`import { type Store } from './s.js'; @Injectable() class A { constructor(store: Store) {} }`, 'Store'],
    [`import type { Draft } from './d.js'; @Controller() class A { @Post() create(@Body() draft: Draft) {} }`, 'Draft'],
  ])('are refused as types: %s', (code, name) => {
    expect(faults(code)).toEqual(needed(name));
  });

  it.each([
    `import { Store } from './s.js'; @Injectable() class A { constructor(private readonly store: Store) {} }`,
    `import type { Store } from './s.js'; class A { constructor(private readonly store: Store) {} }`,
    `import type { Store } from './s.js'; @Injectable() class A { constructor(@Inject(STORE) readonly store: Store) {} }`,
    `import type { Request } from 'fastify'; @Controller() class A { @Post() create(@Req() request: Request) {} }`,
    `import type { Draft } from './d.js'; @Injectable() class A { create(draft: Draft) {} }`,
  ])('are free elsewhere: %s', (code) => {
    expect(faults(code)).toEqual([]);
  });
});
