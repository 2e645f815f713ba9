import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';

/** A part of a page: a heading in large letters, a paragraph, a row of cells. */
export type PdfPart = { readonly heading: string } | { readonly text: string } | { readonly row: readonly string[] };

export interface PdfOptions {
  readonly title?: string;
  readonly password?: string;
  /** Printed at the top of every page, before its number. */
  readonly head?: string;
  /** With the number at the foot of every page. */
  readonly numbered?: true;
  /** With bookmarks for the headings, all letters of one size. */
  readonly bookmarks?: true;
}

const margin = 72;
const column = 150;

/** A PDF as a program would write it. Letters of the standard fonts only. */
export function pdfOf(pages: readonly (readonly PdfPart[])[], options: PdfOptions = {}): Promise<Buffer> {
  const pdf = new PDFDocument({
    ...{ autoFirstPage: false, margin, pdfVersion: '1.7' },
    ...(options.title === undefined ? {} : { info: { Title: options.title } }),
    ...(options.password === undefined ? {} : { userPassword: options.password, ownerPassword: 'owner' }),
  });
  const bytes = buffer(pdf);
  pages.forEach((parts, index) => {
    pdf.addPage();
    if (options.head) pdf.fontSize(9).text(`${options.head} ${index + 1}`, margin, 40);
    if (options.numbered) pdf.fontSize(9).text(String(index + 1), margin, 740, { lineBreak: false });
    pdf.y = margin;
    for (const part of parts) write(pdf, part, options);
  });
  pdf.end();
  return bytes;
}

function write(pdf: PDFKit.PDFDocument, part: PdfPart, { bookmarks }: PdfOptions): void {
  pdf.moveDown();
  if ('heading' in part) {
    if (bookmarks) pdf.outline.addItem(part.heading);
    pdf.fontSize(bookmarks ? 11 : 18).text(part.heading, margin);
  } else if ('text' in part) pdf.fontSize(11).text(part.text, margin);
  else {
    const { y } = pdf;
    part.row.forEach((cell, at) => pdf.fontSize(11).text(cell, margin + at * column, y, { lineBreak: false }));
    pdf.y = y + 2;
  }
}
