/** A small drawing of each product; colours are the page's (`.a` dark, `.b` warm, `.c` light). */
const shapes: Readonly<Record<string, string>> = {
  'lumo-one':
    '<ellipse class="c" cx="60" cy="40" rx="34" ry="28"/><path class="b" d="M38 46 46 20h28l8 26z"/><path class="a" d="M57 46h6v40h-6z"/><rect class="a" x="40" y="86" width="40" height="6" rx="3"/>',
  'kavos-300':
    '<rect class="a" x="28" y="20" width="64" height="22" rx="5"/><rect class="a" x="28" y="42" width="20" height="44"/><rect class="a" x="24" y="86" width="72" height="8" rx="3"/><path class="b" d="M64 42h12v10H64z"/><path class="c" d="M58 66h24l-3 18H61z"/><circle class="b" cx="78" cy="31" r="4"/>',
  'aquapure-12':
    '<rect class="c" x="42" y="22" width="36" height="70" rx="8"/><rect class="b" x="42" y="36" width="36" height="34"/><rect class="a" x="48" y="14" width="24" height="10" rx="3"/>',
  'kavos-descaler':
    '<path class="b" d="M44 40q0-10 10-12V18h12v10q10 2 10 12v48q0 6-6 6H50q-6 0-6-6z"/><rect class="a" x="52" y="12" width="16" height="8" rx="2"/><rect class="c" x="48" y="52" width="24" height="24" rx="3"/>',
  'kordon-sofa':
    '<rect class="b" x="18" y="34" width="84" height="34" rx="10"/><rect class="a" x="10" y="50" width="18" height="30" rx="8"/><rect class="a" x="92" y="50" width="18" height="30" rx="8"/><rect class="c" x="28" y="58" width="31" height="18" rx="5"/><rect class="c" x="61" y="58" width="31" height="18" rx="5"/><path class="a" d="M22 80h6v10h-6zM92 80h6v10h-6z"/>',
  'alacati-armchair':
    '<rect class="b" x="36" y="24" width="48" height="46" rx="14"/><rect class="a" x="26" y="50" width="16" height="28" rx="7"/><rect class="a" x="78" y="50" width="16" height="28" rx="7"/><rect class="c" x="42" y="58" width="36" height="16" rx="5"/><path class="a" d="m40 78-4 16h5l5-16zM80 78l4 16h-5l-5-16z"/>',
  'efes-shelf':
    '<path class="b" d="M28 14h64v80H28z"/><path class="c" d="M34 20h52v18H34zM34 44h52v18H34zM34 68h52v18H34z"/><path class="a" d="M38 24h5v14h-5zM45 22h6v16h-6zM53 26h5v12h-5zM66 52h14v10H66zM40 72h4v14h-4zM46 70h6v16h-6z"/>',
  'bergama-rug':
    '<rect class="b" x="22" y="26" width="76" height="56" rx="2"/><rect class="c" x="30" y="33" width="60" height="42"/><path class="a" d="m60 36 22 18-22 18-22-18z"/><path class="b" d="m60 44 12 10-12 10-12-10z"/><path class="a" d="M18 28h3v52h-3zM99 28h3v52h-3z"/>',
  'urla-board':
    '<path class="b" d="M30 30q0-8 8-8h44q8 0 8 8v48q0 8-8 8H38q-8 0-8-8z"/><path class="c" d="M40 34q24 8 20 20t22 22" fill="none" stroke-width="3"/><circle class="c" cx="80" cy="32" r="4"/>',
  'spil-pot':
    '<path class="a" d="M28 46h64v30q0 12-12 12H40q-12 0-12-12z"/><rect class="b" x="24" y="36" width="72" height="10" rx="5"/><circle class="b" cx="60" cy="30" r="6"/><path class="a" d="M16 52h12v8H16zM92 52h12v8H92z"/>',
  'foca-plates':
    '<ellipse class="b" cx="60" cy="72" rx="40" ry="14"/><ellipse class="c" cx="60" cy="62" rx="36" ry="12"/><ellipse class="b" cx="60" cy="53" rx="32" ry="11"/><ellipse class="c" cx="60" cy="46" rx="27" ry="9"/><ellipse class="a" cx="60" cy="46" rx="15" ry="5"/>',
  'buldan-towels':
    '<rect class="b" x="28" y="62" width="64" height="16" rx="8"/><rect class="c" x="30" y="46" width="60" height="16" rx="8"/><rect class="a" x="32" y="30" width="56" height="16" rx="8"/><path class="c" d="M74 32h4v12h-4z"/><path class="a" d="M80 64h4v12h-4z"/>',
  'odemis-duvet':
    '<rect class="a" x="20" y="30" width="80" height="12" rx="4"/><rect class="c" x="26" y="38" width="30" height="16" rx="7"/><rect class="c" x="64" y="38" width="30" height="16" rx="7"/><path class="b" d="M20 54h80v26q0 8-8 8H28q-8 0-8-8z"/><path class="c" d="M20 54h80v8H20z"/>',
  'karaburun-pendant':
    '<path class="a" d="M58 10h4v32h-4z"/><path class="b" d="M30 74q0-32 30-32t30 32z"/><ellipse class="c" cx="60" cy="74" rx="30" ry="6"/><circle class="a" cx="60" cy="80" r="6"/>',
};

export const drawing = (product: string): string =>
  `<svg viewBox="0 0 120 108" aria-hidden="true" focusable="false">${shapes[product] ?? ''}</svg>`;
