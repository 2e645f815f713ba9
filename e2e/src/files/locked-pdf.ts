import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';

/** A PDF of one page that opens with a password. */
export function lockedPdf(text: string, password: string): Promise<Buffer> {
  const pdf = new PDFDocument({ pdfVersion: '1.7', userPassword: password, ownerPassword: `owner of ${password}` });
  const bytes = buffer(pdf);
  pdf.text(text);
  pdf.end();
  return bytes;
}
