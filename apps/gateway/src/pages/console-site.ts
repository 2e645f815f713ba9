import type { FactoryProvider } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { Logger } from '@parley/runtime';
import type { GatewayConfig } from '../config.js';
import { CONSOLE_SITE } from './console.controller.js';
import { readSite, type SiteFile } from './site.js';

/** The console as it was built; without a build its addresses are unknown, and the API works all the same. */
export const consoleSite: FactoryProvider = {
  provide: CONSOLE_SITE,
  inject: [CONFIG, Logger],
  useFactory: async ({ console_folder }: GatewayConfig, logger: Logger): Promise<ReadonlyMap<string, SiteFile>> => {
    try {
      return await readSite(console_folder);
    } catch (error) {
      logger.warn('the console is not built; `npm run build` builds it', { folder: console_folder, error });
      return new Map();
    }
  },
};
