import type { FactoryProvider } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { Logger } from '@parley/runtime';
import type { GatewayConfig } from '../config.js';
import { readSite, type SiteFile } from './site.js';
import { WIDGET_SITE } from './widget.controller.js';

/** The chat box as it was built; without a build its address is unknown, and the API works all the same. */
export const widgetSite: FactoryProvider = {
  provide: WIDGET_SITE,
  inject: [CONFIG, Logger],
  useFactory: async ({ widget_folder }: GatewayConfig, logger: Logger): Promise<ReadonlyMap<string, SiteFile>> => {
    try {
      return await readSite(widget_folder);
    } catch (error) {
      logger.warn('the chat box is not built; `npm run build` builds it', { folder: widget_folder, error });
      return new Map();
    }
  },
};
