import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FleetError } from '@parley/contracts';
import { pagePolicy } from '../http/security-headers.js';
import type { DoorReply } from '../http/request.js';
import { ApiDescription } from './description.js';

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Parley API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="data:,">
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
`;

const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true });\n`;

/** The files of a page by name, with their content types. */
const files: Readonly<Record<string, { readonly type: string; read(): Promise<string> | string }>> = {
  'start.js': { type: 'text/javascript; charset=utf-8', read: () => start },
  'swagger-ui.css': { type: 'text/css; charset=utf-8', read: () => readFile(join(folder, 'swagger-ui.css'), 'utf8') },
  'swagger-ui-bundle.js': {
    type: 'text/javascript; charset=utf-8',
    read: () => readFile(join(folder, 'swagger-ui-bundle.js'), 'utf8'),
  },
};

/** The description of the API, as JSON and as pages to read and try. */
@ApiExcludeController()
@Controller()
export class DescriptionController {
  constructor(private readonly description: ApiDescription) {}

  @Get('openapi.json')
  json(@Res() reply: DoorReply): void {
    void reply.type('application/json; charset=utf-8').send(this.description.json);
  }

  @Get('docs')
  page(@Res() reply: DoorReply): void {
    void reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(page);
  }

  @Get('docs/:file')
  async file(@Res() reply: DoorReply, @Param('file') name: string): Promise<void> {
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (!file) throw new FleetError('route.not_found');
    void reply.type(file.type).send(await file.read());
  }
}
