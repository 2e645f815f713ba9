import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

const TEXT_TYPES: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.txt': 'text/plain',
};
const FILE_TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

const ending = (file: string): string => extname(file).toLowerCase();

/** What a file is by its name, where it is a text. */
export const textTypeOf = (file: string): string | undefined => TEXT_TYPES[ending(file)];

/** What a document is by its name; undefined where it is none. */
export const typeOf = (file: string): string | undefined => textTypeOf(file) ?? FILE_TYPES[ending(file)];

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** Every file of a folder and its subfolders, by path. A link is what it leads to, but none to a folder is gone along. */
async function* filesIn(folder: string, within = ''): AsyncGenerator<{ file: string; readable: boolean }> {
  for (const entry of await readdir(join(folder, within), { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const file = join(within, entry.name);
    if (entry.isDirectory()) yield* filesIn(folder, file);
    else yield { file, readable: entry.isFile() || (entry.isSymbolicLink() && (await isFile(join(folder, file)))) };
  }
}

/** The documents in a folder and its subfolders, sorted, and the files that are none. */
export const documentsIn = async (folder: string): Promise<{ documents: string[]; others: string[] }> => {
  const [documents, others]: [string[], string[]] = [[], []];
  for await (const { file, readable } of filesIn(folder))
    (readable && typeOf(file) !== undefined ? documents : others).push(file);
  return { documents: documents.sort(), others: others.sort() };
};
