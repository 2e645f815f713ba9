/** A row of a table, as it stands in a Markdown document. */
const ROW = /^\s*\|.*\|\s*$/;

/** A quote, word for word; of a table's row the bars are left to whoever copies it, and the cells stand apart. */
export function Quote({ words }: { words: string }) {
  return <mark>{words.split(/(?<=\n)/).map((line) => (ROW.test(line) ? <Row line={line} /> : line))}</mark>;
}

function Row({ line }: { line: string }) {
  const pieces = line.split(/(\|)/);
  const last = pieces.length - 2;
  return (
    <span class="row">
      {pieces.map((piece, index) =>
        piece === '|' ? <span class={index === 1 || index === last ? 'bar' : 'bar between'}>|</span> : piece,
      )}
    </span>
  );
}
