import type { FactoryProvider } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { Logger } from '@parley/runtime';
import type { GatewayConfig } from '../config.js';
import { CONSOLE_SITE } from './console.controller.js';
import { readSite, type SiteFile } from './site.js';
import { WIDGET_SITE } from './widget.controller.js';

/** Files as they were built; without a build their addresses are unknown, and the API works all the same. */
const builtSite = (
  provide: symbol,
  what: string,
  folderOf: (config: GatewayConfig) => string,
): FactoryProvider<ReadonlyMap<string, SiteFile>> => ({
  provide,
  inject: [CONFIG, Logger],
  useFactory: async (config: GatewayConfig, logger: Logger) => {
    const folder = folderOf(config);
    try {
      return await readSite(folder);
    } catch (error) {
      logger.warn(`${what} is not built; \`npm run build\` builds it`, { folder, error });
      return new Map<string, SiteFile>();
    }
  },
});

export const siteProviders: readonly FactoryProvider[] = [
  builtSite(CONSOLE_SITE, 'the console', ({ console_folder }) => console_folder),
  builtSite(WIDGET_SITE, 'the chat box', ({ widget_folder }) => widget_folder),
];
