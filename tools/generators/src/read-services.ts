import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { services, type Service } from '@parley/contracts';
import { variablesAsked } from './config.js';
import type { ServiceSources } from './connections.js';
import { sourcesIn } from './mentions.js';

const readService = async (projectFolder: string, service: Service): Promise<ServiceSources> => {
  const folder = join(projectFolder, 'apps', service);
  const config = pathToFileURL(join(folder, 'dist', 'config.js')).href;
  const { readConfig } = (await import(config)) as { readConfig: () => unknown };
  const texts = sourcesIn(join(folder, 'src')).map((file) => readFileSync(file, 'utf8'));
  return {
    variables: variablesAsked(readConfig),
    keepsDocuments: !texts.some((text) => /\bstateless: true\b/.test(text)),
    readsBesidePassages: texts.some((text) => /\bopenPassages\b/.test(text)),
    usesRedis: texts.some((text) => /\bredis_url\b/.test(text)),
  };
};

/** Of the compiled services and their sources. */
export const readServices = async (projectFolder: string): Promise<Record<Service, ServiceSources>> =>
  Object.fromEntries(
    await Promise.all(services.map(async (service) => [service, await readService(projectFolder, service)] as const)),
  ) as Record<Service, ServiceSources>;
