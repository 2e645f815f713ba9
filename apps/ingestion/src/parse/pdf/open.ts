import { getDocumentProxy } from 'unpdf';
import { Refusal } from '../refusal.js';
import type { ContentItem } from './runs.js';
import type { StructureNode } from './structure.js';

/** As much as is used here of a page. */
export interface PdfPage {
  getTextContent(options: { includeMarkedContent: true }): Promise<{ readonly items: readonly ContentItem[] }>;
  getStructTree(): Promise<StructureNode | null>;
  cleanup(): unknown;
}

export interface Bookmark {
  readonly title: string;
  readonly items?: readonly Bookmark[];
}

/** As much as is used here of a document. */
export interface Pdf {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getOutline(): Promise<readonly Bookmark[] | null>;
  getMetadata(): Promise<{ readonly info: unknown }>;
  readonly loadingTask: { destroy(): Promise<unknown> };
}

/** Throws `Refusal`: `document.encrypted`, `document.unreadable`. */
export async function openPdf(bytes: Uint8Array, password: string | undefined): Promise<Pdf> {
  try {
    const options = { verbosity: 0, ...(password === undefined ? {} : { password }) };
    return (await getDocumentProxy(bytes, options)) as unknown as Pdf;
  } catch (error) {
    const { name } = error as Error;
    if (name === 'PasswordException') throw new Refusal('document.encrypted', 'password');
    if (error instanceof RangeError) throw error;
    throw new Refusal('document.unreadable', name);
  }
}
