import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentList } from '@parley/contracts';
import { type Api, type Company, ingestFolder, tempFolder } from '@parley/testing';

const ARTICLES = new URL('../../../demo/articles/', import.meta.url).pathname;
/** Spec §10: turns retrieve over at least so many passages. */
export const FEWEST_PASSAGES = 1000;

const PAGES = 120;
const SECTIONS = 10;
const PARTS = [
  'hinge',
  'panel',
  'dowel',
  'bracket',
  'castor',
  'drawer runner',
  'back board',
  'foot',
  'cam lock',
  'shelf pin',
];
const STEPS = ['Lay out', 'Turn over', 'Line up', 'Press in', 'Tighten', 'Check', 'Mark', 'Hold', 'Lift', 'Slide in'];

/** The demo company's articles, and assembly instructions that nobody asks about to fill the shelves. Gives the number of passages. */
export async function fillLibrary(api: Api, company: Company): Promise<number> {
  for (const language of ['en', 'tr']) await ingestFolder(api, company, join(ARTICLES, language), `${language}/`);
  const folder = tempFolder('pages');
  try {
    for (let page = 1; page <= PAGES; page++)
      await writeFile(join(folder.path, `assembly-${page}.md`), instructions(page));
    await ingestFolder(api, company, folder.path);
  } finally {
    folder.remove();
  }
  return passagesOf(api, company);
}

function instructions(page: number): string {
  const sections = Array.from({ length: SECTIONS }, (_, section) => {
    const sentences = Array.from({ length: 14 }, (_step, step) => {
      const part = PARTS[(page + section * 3 + step) % PARTS.length]!;
      return `${STEPS[(page + step) % STEPS.length]!} ${part} ${page * 100 + section * 10 + step} with tool ${(step % 5) + 1}.`;
    });
    return `## Stage ${section + 1}\n\n${sentences.join(' ')}\n`;
  });
  return `# Assembly of kit ${page}\n\n${sections.join('\n')}`;
}

async function passagesOf(api: Api, { owner_token }: Company): Promise<number> {
  let passages = 0;
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const query = `limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const list = await api.data<DocumentList>('GET', `/knowledge-base/documents?${query}`, { token: owner_token });
    passages += list.items.reduce((sum, { chunks }) => sum + chunks, 0);
    cursor = list.cursor;
  }
  return passages;
}
