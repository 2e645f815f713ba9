const words =
  'the order parcel customer returns refund within days delivery of a sofa lamp is sent to island and city for free when it was paid by card or at door with invoice warranty covers years but not damage'.split(
    ' ',
  );
const lineLength = 85;
const linesOfPage = 30;

/** Prose that is the same for the same seed. */
export function prose(seed: number, sentences: number): string {
  let state = seed + 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647;
    return state % below;
  };
  return Array.from({ length: sentences }, () => {
    const said = Array.from({ length: 8 + next(10) }, () => words[next(words.length)]).join(' ');
    return `${said[0]!.toUpperCase()}${said.slice(1)} ${next(1000)}.`;
  }).join(' ');
}

/** A PDF of so many pages of prose, about 2,400 characters each. */
export function bookOf(pages: number): Buffer<ArrayBuffer> {
  const objects = Array.from({ length: pages }, (_, n) => {
    const content = `BT /F1 11 Tf 14 TL 60 740 Td ${linesOf(n)
      .map((line) => `(${line}) Tj T*`)
      .join(' ')} ET`;
    const page = `<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents ${11 + 2 * n} 0 R>>`;
    const stream = `<</Length ${content.length}>>stream\n${content}\nendstream`;
    return `${10 + 2 * n} 0 obj${page}endobj\n${11 + 2 * n} 0 obj${stream} endobj`;
  });
  const kids = Array.from({ length: pages }, (_, n) => `${10 + 2 * n} 0 R`).join(' ');
  return Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      `2 0 obj<</Type/Pages/Count ${pages}/Kids[${kids}]/MediaBox[0 0 612 792]>>endobj`,
      '3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
      ...objects,
      'trailer<</Root 1 0 R>>\n',
    ].join('\n'),
  );
}

function linesOf(page: number): string[] {
  const lines: string[] = [''];
  for (const word of prose(page, 60).split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= lineLength) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.slice(0, linesOfPage);
}
