import { Injectable, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCode } from '@parley/contracts';
import { permissions, type Permission } from '../identity/permissions.js';
import { failuresOf } from './failures.js';
import { BODIES, ERRORS } from './route.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const intro = `Every reply is an envelope: \`{success, data, error, meta}\`. Errors carry a stable \`code\`.
Send an \`Idempotency-Key\` with every POST that makes something: the same key and body give the same data, the same key
with another body 422. Lists take \`limit\` and \`cursor\`; a page ends early at 512 kB and its cursor goes on.`;

/** The API in OpenAPI 3: every route with its body, its envelopes and errors, and who may use it. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Parley')
    .setDescription(intro)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'access or visitor token' }, 'token')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Parley-Widget-Key' }, 'widget_key')
    .build();
  const document = SwaggerModule.createDocument(app, settings, { operationIdFactory });
  for (const [row, permission] of Object.entries(permissions)) {
    const [method, path] = row.split(' ') as [string, string];
    const item = document.paths[path.replace(/:(\w+)/g, '{$1}')] as Record<string, Operation> | undefined;
    const operation = item?.[method.toLowerCase()];
    if (operation) complete(operation, method, permission);
  }
  return document;
}

/** Unique over the API, so that clients can be generated: `sessionsRead`, `documentsRead`. */
function operationIdFactory(controller: string, method: string): string {
  const noun = controller.replace(/Controller$/, '');
  return `${noun[0]!.toLowerCase()}${noun.slice(1)}${method[0]!.toUpperCase()}${method.slice(1)}`;
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
};

interface Waiting {
  [ERRORS]?: ErrorCode[];
  [BODIES]?: Record<string, object>;
}

const schemasOf = (bodies: Record<string, object>): Record<string, { schema: object }> =>
  Object.fromEntries(Object.entries(bodies).map(([type, schema]) => [type, { schema }]));

/** What the table of permissions, the table of errors and the names of parameters say about a route. */
function complete(operation: Operation, method: string, permission: Permission): void {
  const waiting = operation as Operation & Waiting;
  const { [ERRORS]: own, [BODIES]: bodies, ...rest } = waiting;
  delete waiting[ERRORS];
  delete waiting[BODIES];
  for (const parameter of rest.parameters ?? []) {
    const uuid = 'in' in parameter && parameter.in === 'path' && parameter.name.endsWith('_id');
    if (uuid) parameter.schema = { type: 'string', format: 'uuid' };
  }
  if (method === 'POST') operation.parameters = [...(rest.parameters ?? []), idempotencyKey];
  if (bodies) operation.requestBody = { required: true, content: schemasOf(bodies) };
  operation.security = securityOf(permission);
  Object.assign(operation.responses, failuresOf({ own: own ?? [], permission, body: 'requestBody' in rest }));
  Object.assign(operation, { 'x-allow': allowedBy(permission) });
}

function securityOf(permission: Permission): Record<string, string[]>[] {
  switch (permission.door) {
    case 'probe':
      return [];
    case 'open':
      if (permission.widget_key === 'yes') return [{ widget_key: [] }];
      return permission.widget_key === 'maybe' ? [{}, { widget_key: [] }] : [];
    case 'widget':
      return [{ token: [] }, { widget_key: [] }];
    case 'token':
    case 'socket':
      return [{ token: [] }];
  }
}

/** Roles that may use it; beside them `visitor`, and `public` for whoever brings no token. */
function allowedBy(permission: Permission): string[] {
  if (permission.door === 'probe' || permission.door === 'open') return ['public'];
  const keptOut = permission.door === 'token' && permission.visitors === false;
  const visitors = permission.allow.includes('customer') && !keptOut ? ['visitor'] : [];
  return [...permission.allow, ...visitors, ...(permission.door === 'widget' ? ['public'] : [])];
}

/** The description of the running application as JSON, made when it is first asked for. */
@Injectable()
export class ApiDescription {
  private app: INestApplication | undefined;
  private text: string | undefined;

  describe(app: INestApplication): void {
    this.app = app;
  }

  get json(): string {
    return (this.text ??= JSON.stringify(describeApi(this.app!)));
  }
}
