export { AppModule } from './app.module.js';
export { readConfig } from './config.js';
