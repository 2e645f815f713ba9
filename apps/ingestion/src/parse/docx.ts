import mammoth from 'mammoth';
import { readHtml } from './html.js';
import type { Outline } from './outline.js';
import { Refusal } from './refusal.js';
import { refuseBombs } from './zip.js';

/** Beside mammoth's own: headings 1–6, lists, tables, notes. */
const styles = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** What leads from a note back to its place. */
const backLinks = /<a href="#(?:footnote|endnote)-ref-[^"]*">↑<\/a>/g;

/** A DOCX by way of HTML: the canonical text is what `readHtml` makes of it. Throws `Refusal`. */
export async function readDocx(bytes: Uint8Array): Promise<Outline> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  refuseBombs(buffer);
  const options = {
    styleMap: styles,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
  };
  try {
    const { value } = await mammoth.convertToHtml({ buffer }, options);
    return readHtml(value.replace(backLinks, ''));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Refusal('document.unreadable', (error as Error).name);
  }
}
