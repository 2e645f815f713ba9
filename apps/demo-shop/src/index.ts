export { readConfig, type ShopConfig } from './config.js';
export { faultModes, type Fault, type FaultMode } from './faults/faults.js';
export { ShopServer, type RunningShop } from './http/shop-server.js';
