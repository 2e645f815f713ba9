import { readConfig } from './config.js';
import { ShopServer } from './http/shop-server.js';

const shop = await new ShopServer(readConfig()).start();
console.log(`the shop is at ${shop.url}`);

const stop = () => void shop.stop().then(() => process.exit(0));
process.once('SIGTERM', stop).once('SIGINT', stop);
