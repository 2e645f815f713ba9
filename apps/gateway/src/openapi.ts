import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { CONFIG, Fleet, TokenVerifier } from '@parley/messaging';
import { Clock, Logger, Metrics } from '@parley/runtime';
import { describeApi } from './api/description.js';
import { AppModule } from './app.module.js';
import { apiPrefix } from './http/door.js';

/** `--write` writes the description of the API to `openapi.json`, `--check` ends with 1 when that file is another. */
const file = join(import.meta.dirname, '..', '..', '..', 'openapi.json');

/** What a running service has around it; a preview makes nothing of it. */
const around = [CONFIG, Clock, Fleet, Logger, Metrics, TokenVerifier].map((provide) => ({ provide, useValue: {} }));

class PreviewModule {}
const root: DynamicModule = {
  module: PreviewModule,
  imports: [{ module: class {}, global: true, providers: around, exports: around }, AppModule],
};

async function described(): Promise<string> {
  const app = await NestFactory.create(root, new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
  app.setGlobalPrefix(...apiPrefix);
  await app.init();
  return `${JSON.stringify(describeApi(app), null, 2)}\n`;
}

const text = await described();
switch (process.argv[2]) {
  case '--write':
    await writeFile(file, text);
    break;
  case '--check':
    if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error('openapi.json is stale: npm run openapi -- --write');
      process.exitCode = 1;
    }
    break;
  default:
    console.error('usage: openapi --write | --check');
    process.exitCode = 2;
}
