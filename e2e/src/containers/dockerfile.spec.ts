import { describe, expect, it } from '@jest/globals';
import { dockerignore } from './build-context.js';
import { expand, pairs, parseDockerfile, words } from './dockerfile.js';

const text = `# syntax=docker/dockerfile:1
FROM debian:12 AS base
WORKDIR /work

# a remark
FROM base
ARG APP
RUN --mount=type=cache,target=/c make \\
  all
COPY --from=base /work ./
CMD ["a", "b c"]
`;

describe('a Dockerfile', () => {
  it('has stages by name or number, each with its steps', () => {
    const [first, second] = parseDockerfile(text);
    expect(first).toEqual({
      name: 'base',
      base: 'debian:12',
      steps: [{ name: 'WORKDIR', flags: {}, rest: '/work' }],
    });
    expect(second).toMatchObject({ name: '1', base: 'base' });
    expect(second!.steps).toEqual([
      { name: 'ARG', flags: {}, rest: 'APP' },
      { name: 'RUN', flags: { mount: 'type=cache,target=/c' }, rest: 'make    all' },
      { name: 'COPY', flags: { from: 'base' }, rest: '/work ./' },
      { name: 'CMD', flags: {}, rest: '["a", "b c"]' },
    ]);
    expect(words(second!.steps[3]!.rest)).toEqual(['a', 'b c']);
  });

  it.each(['FROM a\nADD x y', 'FROM a\nrun x', 'RUN x'])('is refused with %j, which is not rehearsed', (other) => {
    expect(() => parseDockerfile(other)).toThrow();
  });

  it('expands what is given', () => {
    expect(expand('$A/${B}/$C', { A: '1', B: '2' })).toBe('1/2/');
    expect(pairs('A=1 B=x=y')).toEqual({ A: '1', B: 'x=y' });
  });
});

describe('a .dockerignore', () => {
  const isSeen = dockerignore('*\n!apps\n!deploy/image\n**/node_modules\n');

  it.each(['apps', 'apps/llm/src/main.ts', 'deploy', 'deploy/image/output.mjs'])('lets %s be seen', (path) => {
    expect(isSeen(path)).toBe(true);
  });

  it.each(['.git', 'appsx', 'deploy/secrets/a.env', 'apps/llm/node_modules/x', 'node_modules'])('hides %s', (path) => {
    expect(isSeen(path)).toBe(false);
  });

  it.each(['apps', '*\n!a*', '*\n/x'])('is refused with %j', (other) => {
    expect(() => dockerignore(other)).toThrow();
  });
});
