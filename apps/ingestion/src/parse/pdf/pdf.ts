import { titleOf, type Outline, type PageFailure } from '../outline.js';
import { Refusal } from '../refusal.js';
import { blocksOf, type Block } from './blocks.js';
import { DocumentText } from './document-text.js';
import { withoutFurniture } from './furniture.js';
import { withHeadings } from './headings.js';
import { linesOf, type Line } from './lines.js';
import { openPdf, type Bookmark, type Pdf, type PdfPage } from './open.js';
import { runsOf } from './runs.js';
import { taggedBlocks } from './structure.js';

/** What was found on a page: blocks where its tags tell them, else lines. */
type PageContent = { readonly blocks: readonly Block[] } | { readonly lines: readonly Line[] };

/** More pages than this come of no document that somebody reads. */
const mostPages = 10_000;
/** Titles that programs give where nobody else did. */
const noTitle =
  /^(?:untitled|document ?\d*|microsoft \w+ - .*|slide \d+|.*\.(?:docx?|pdf|indd|qxd|tex|dvi|html?|rtf|pptx?))$/i;

/**
 * A PDF by its text layer. The canonical text is what a reader sees, page by page; a sentence that goes on over pages
 * belongs to the one where it begins. A page that cannot be read is left out and named. Throws `Refusal`.
 */
export async function readPdf(
  bytes: Uint8Array,
  password: string | undefined,
  onPage: (done: number, total: number) => void,
): Promise<Outline> {
  const pdf = await openPdf(bytes, password);
  try {
    const total = pdf.numPages;
    if (total > mostPages) throw new Refusal('document.too_complex', 'pages');
    const { contents, failed } = await readPages(pdf, onPage);
    const outline = assembled(contents, await tolerant(pdf.getOutline(), null));
    const title = await ownTitle(pdf, outline);
    return { ...outline, ...(title === undefined ? {} : { title }), pages: { total, failed } };
  } finally {
    await tolerant(pdf.loadingTask.destroy(), undefined);
  }
}

async function readPages(pdf: Pdf, onPage: (done: number, total: number) => void) {
  const contents: PageContent[] = [];
  const failed: PageFailure[] = [];
  for (let page = 1; page <= pdf.numPages; page++) {
    const content = await readPage(pdf, page);
    if (content === 'unreadable' || content === 'no_text') failed.push({ page, error: content });
    contents.push(typeof content === 'string' ? { blocks: [] } : content);
    onPage(page, pdf.numPages);
  }
  if (failed.length === pdf.numPages && failed.some(({ error }) => error === 'unreadable'))
    throw new Refusal('document.unreadable', 'no page');
  return { contents, failed };
}

async function readPage(pdf: Pdf, number: number): Promise<PageContent | PageFailure['error']> {
  let page: PdfPage | undefined;
  try {
    page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const runs = runsOf(items);
    if (runs.length === 0) return 'no_text';
    const blocks = taggedBlocks(await tolerant(page.getStructTree(), null), runs);
    return blocks ? { blocks } : { lines: linesOf(runs) };
  } catch {
    return 'unreadable';
  } finally {
    page?.cleanup();
  }
}

function assembled(contents: readonly PageContent[], bookmarks: readonly Bookmark[] | null): Outline {
  const lines = withoutFurniture(contents.map((content) => ('lines' in content ? content.lines : [])));
  const pages = contents.map((content, at) => ('lines' in content ? blocksOf(lines[at]!) : content.blocks));
  const text = new DocumentText();
  withHeadings(pages, bookmarks ?? []).forEach((blocks, at) => text.page(at + 1, blocks));
  return text.outline();
}

/** As its properties have it, else its first and outermost heading. */
async function ownTitle(pdf: Pdf, { pieces }: Outline): Promise<string | undefined> {
  const metadata = await tolerant(pdf.getMetadata(), { info: {} });
  const { Title: given } = (metadata.info ?? {}) as { Title?: unknown };
  const title = typeof given === 'string' ? titleOf(given.toWellFormed().replace(/\p{Cc}+/gu, ' ')) : '';
  if (/\p{L}{2}/u.test(title) && !noTitle.test(title)) return title;
  const heading = pieces.find((piece) => piece.kind === 'heading');
  return heading?.kind === 'heading' && heading.depth === 1 ? heading.title : undefined;
}

/** What a broken file may lack. */
const tolerant = <T>(asked: Promise<T>, otherwise: T): Promise<T> => asked.catch(() => otherwise);
