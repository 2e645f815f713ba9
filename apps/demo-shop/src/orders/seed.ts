import type { Order, OrderLine, OrderState } from './order.js';
import { large, productOf, products } from './products.js';

const dayMs = 24 * 3600 * 1000;
const firstNumber = 104_200;

const given = ['Ayşe', 'Mehmet', 'Zeynep', 'Can', 'Elif', 'Deniz', 'Emre', 'Derya', 'Burak', 'Selin', 'Ada', 'James'];
const family = ['Yılmaz', 'Kaya', 'Demir', 'Şahin', 'Çelik', 'Öztürk', 'Arslan', 'Aydın', 'Koç', 'Güneş', 'Wilson'];

/** A day after the order, in days, and how far it has come by then. */
const journey: readonly (readonly [day: number, parcel: OrderState, furniture: OrderState])[] = [
  [0, 'received', 'received'],
  [1, 'preparing', 'received'],
  [2, 'handed_over', 'received'],
  [3, 'out_for_delivery', 'preparing'],
  [4, 'at_pickup_point', 'preparing'],
  [5, 'delivered', 'preparing'],
  [8, 'delivered', 'out_for_delivery'],
  [9, 'delivered', 'delivered'],
];

/** Park and Miller's minimal standard generator: the same orders at every first start. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
};

const ascii = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '');

const day = (from: Date, days: number): string => new Date(from.getTime() + days * dayMs).toISOString().slice(0, 10);

/** Orders of the last days before `today`, newest numbers last; the same ones for the same count and day. */
export function seedOrders(count: number, today: Date): Order[] {
  const random = randomFrom(4427);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const line = (): OrderLine => ({ product: pick(products).id, quantity: random() < 0.8 ? 1 : 2 });
  return Array.from({ length: count }, (_, index) => {
    const lines = [line(), ...(random() < 0.4 ? [line()] : [])].filter(
      (each, place, all) => all.findIndex(({ product }) => product === each.product) === place,
    );
    const heavy = lines.some(({ product }) => large.has(product));
    /** Every second one is of today, so that there is always something to cancel. */
    const age = index % 2 === 0 ? 0 : Math.floor(random() * 12);
    const [, parcel, furniture] = journey.findLast(([since]) => since <= age)!;
    const state = heavy ? furniture : parcel;
    const goods = lines.reduce((sum, { product, quantity }) => sum + productOf(product).price * quantity, 0);
    const name = [pick(given), pick(family)] as const;
    const placed = new Date(today.getTime() - age * dayMs - Math.floor(random() * 6 * 3600 * 1000));
    const arrival = heavy ? 8 : 4;
    return {
      number: `NE-${firstNumber + index * 7 + Math.floor(random() * 7)}`,
      email: `${ascii(name[0])}.${ascii(name[1])}${index}@mail.example`,
      customer: name.join(' '),
      language: name[0] === 'James' || name[0] === 'Ada' ? 'en' : 'tr',
      state,
      lines,
      total: goods + deliveryFee(goods, heavy),
      placed_at: placed.toISOString(),
      arrives_on: day(placed, arrival),
      ...(['handed_over', 'out_for_delivery', 'at_pickup_point', 'delivered'].includes(state) && !heavy
        ? { tracking: `47${String(Math.floor(random() * 1e10)).padStart(10, '0')}` }
        : {}),
    };
  });
}

/** As the help centre says it: parcels 79.90 TL up to 1,500 TL of goods, furniture 490 TL up to 20,000 TL. */
const deliveryFee = (goods: number, heavy: boolean): number => {
  if (heavy) return goods >= 2_000_000 ? 0 : 49_000;
  return goods >= 150_000 ? 0 : 7990;
};
