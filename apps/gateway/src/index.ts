export { AppModule } from './app.module.js';
export { readConfig, type GatewayConfig } from './config.js';
export { openDoor } from './http/door.js';
