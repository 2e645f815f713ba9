import { describe, expect, it } from '@jest/globals';
import { readHtml } from './html.js';

describe('HTML', () => {
  it('is the text that a reader sees', () => {
    const { text, title } =
      readHtml(`<!doctype html><html><head><title>Shop – Help</title><style>p{}</style></head><body>
      <nav><a href="/">Home</a></nav>
      <h1>Returns &amp;   refunds</h1>
      <p>Within <b>14</b> days&nbsp;only.<br>Ask <a href="/x">us</a>.</p>
      <ul><li>new</li><li>complete</li></ul>
      <table><tr><th>What</th><th>Fee</th></tr><tr><td><p>Sofa</p></td><td>₺900</td></tr></table>
      <pre>a
  b</pre>
      <p hidden>no</p><div style="display: none">no</div><script>no()</script><footer>no</footer>
    </body></html>`);
    expect(title).toBe('Returns & refunds');
    expect(text).toBe(
      'Returns & refunds\n\nWithin 14 days only.\nAsk us.\n\nnew\ncomplete\n\nWhat | Fee\nSofa | ₺900\n\na\n  b',
    );
  });

  it('points its pieces at that text', () => {
    const { text, pieces } = readHtml('<h2>Ünvan &#x1F600;</h2><p>bir &lt;iki&gt;</p><h3>Alt</h3>üç');
    const shown = pieces.map((piece) => ('start' in piece ? [piece.kind, text.slice(piece.start, piece.end)] : []));
    expect(shown).toEqual([
      ['heading', 'Ünvan 😀'],
      ['block', 'bir <iki>'],
      ['heading', 'Alt'],
      ['block', 'üç'],
    ]);
  });

  it('reads the main part where a page has one, and the title of the page where it has no heading', () => {
    const page = '<title>Cart</title><div>menu</div><main><p>text</p></main><div>legal</div>';
    expect(readHtml(page)).toMatchObject({ text: 'text', title: 'Cart' });
  });

  it('reads the whole page where its main part says nothing', () => {
    expect(readHtml('<h2><main></h2> end').text).toBe('end');
  });

  it('reads what is nested without end', () => {
    expect(readHtml(`${'<div>'.repeat(50_000)}deep`).text).toBe('deep');
  });
});
