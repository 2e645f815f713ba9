export { type Fault } from './faults/faults.js';
export { ShopServer, type RunningShop } from './http/shop-server.js';
