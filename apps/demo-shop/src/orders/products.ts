import type { Product } from './order.js';

const product = (id: string, price: number, en: string, tr: string): Product => ({
  id,
  price: price * 100,
  name: { en, tr },
});

/** What the shop sells; prices in lira. */
export const products: readonly Product[] = [
  product('lumo-one', 2490, 'Lumo One smart lamp', 'Lumo One akıllı lamba'),
  product('kavos-300', 21_900, 'Kavos 300 espresso machine', 'Kavos 300 espresso makinesi'),
  product('aquapure-12', 390, 'AquaPure 12 water filter', 'AquaPure 12 su filtresi'),
  product('kavos-descaler', 220, 'Kavos Descaler, 500 ml', 'Kavos Descaler kireç çözücü, 500 ml'),
  product('kordon-sofa', 34_500, 'Kordon three-seat sofa', 'Kordon üçlü kanepe'),
  product('alacati-armchair', 15_900, 'Alaçatı armchair', 'Alaçatı berjer'),
  product('efes-shelf', 6450, 'Efes bookshelf in oak', 'Efes meşe kitaplık'),
  product('bergama-rug', 4890, 'Bergama wool rug, 160 × 230 cm', 'Bergama yün halı, 160 × 230 cm'),
  product('urla-board', 540, 'Urla olive-wood board', 'Urla zeytin ağacı kesme tahtası'),
  product('spil-pot', 2980, 'Spil cast-iron pot, 4 litres', 'Spil döküm tencere, 4 litre'),
  product('foca-plates', 1690, 'Foça stoneware plates, set of 12', 'Foça seramik tabak, 12 parça'),
  product('buldan-towels', 980, 'Buldan cotton towels, set of 4', 'Buldan pamuklu havlu, 4 adet'),
  product('odemis-duvet', 1890, 'Ödemiş duvet cover set', 'Ödemiş nevresim takımı'),
  product('karaburun-pendant', 1750, 'Karaburun pendant lamp', 'Karaburun sarkıt lamba'),
];

/** Small things travel with the carrier, these with the shop's own crew. */
export const large: ReadonlySet<string> = new Set(['kordon-sofa', 'alacati-armchair', 'efes-shelf']);

const byId = new Map(products.map((each) => [each.id, each]));

export const productOf = (id: string): Product => byId.get(id)!;
