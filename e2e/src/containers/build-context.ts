import { cpSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Says of a path in the checkout whether Docker would see it, or something in it. Throws on a pattern that it does not know. */
export const dockerignore = (text: string): ((path: string) => boolean) => {
  const [first, ...rest] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (first !== '*') throw new Error('.dockerignore must begin with `*`: what is seen is named');
  const strange = rest.find((pattern) => !/^(![\w./-]+|\*\*\/[\w.-]+)$/.test(pattern));
  if (strange) throw new Error(`the rehearsal does not know \`${strange}\` in .dockerignore`);
  const seen = rest.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const never = new Set(rest.filter((pattern) => pattern.startsWith('**/')).map((pattern) => pattern.slice(3)));
  return (path) =>
    seen.some((name) => path === name || path.startsWith(`${name}/`) || name.startsWith(`${path}/`)) &&
    !path.split('/').some((part) => never.has(part));
};

/** Copies what Docker would see of a file or folder of the checkout; throws where that is nothing. */
export const copyContext = (
  checkout: string,
  target: string,
  { under, isSeen }: { under: string; isSeen: (path: string) => boolean },
): void => {
  const isCopied = (source: string): boolean => {
    const path = relative(checkout, source);
    return path === '' || isSeen(path);
  };
  const source = join(checkout, under);
  if (!existsSync(source) || !isCopied(source)) throw new Error(`Docker would not see ${under}`);
  cpSync(source, target, { recursive: true, filter: isCopied });
};
