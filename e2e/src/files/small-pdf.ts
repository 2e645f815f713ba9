/** A PDF with a line of text on each page, as small as readers take it, or padded to so many bytes. */
export function smallPdf(pages: readonly string[], bytes = 0): Buffer<ArrayBuffer> {
  const kids = pages.map((_, n) => `${10 + 2 * n} 0 R`).join(' ');
  const objects = [
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    `2 0 obj<</Type/Pages/Count ${pages.length}/Kids[${kids}]/MediaBox[0 0 612 792]>>endobj`,
    '3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
    ...pages.flatMap((text, n) => {
      const content = `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`;
      const page = `<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents ${11 + 2 * n} 0 R>>`;
      return [
        `${10 + 2 * n} 0 obj${page}endobj`,
        `${11 + 2 * n} 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj`,
      ];
    }),
    'trailer<</Root 1 0 R>>',
  ];
  const text = `%PDF-1.4\n${objects.join('\n')}\n`;
  return Buffer.from(`${text}%${'x'.repeat(Math.max(0, bytes - text.length - 1))}`);
}
