export { AppModule } from './app.module.js';
export { ingestionSettings, readConfig, type IngestionConfig } from './config.js';
