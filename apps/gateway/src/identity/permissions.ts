import { administrators, signedIn, staff, type Role } from '@parley/contracts';

/** Who may use a route. */
export type Permission =
  /** Health, metrics, the API description: anybody, not counted. */
  | { readonly door: 'probe' }
  /** Anybody; counted by address. `widget_key`: `yes` must, `maybe` may bring the key of a company's chat box. */
  | { readonly door: 'open'; readonly widget_key?: 'yes' | 'maybe' }
  /** Whoever brings a token of one of these roles, or else the key of a company's chat box. */
  | { readonly door: 'widget'; readonly allow: readonly Role[] }
  /** Whoever brings a token of one of these roles; visitors count as customers unless they are kept out. */
  | { readonly door: 'token'; readonly allow: readonly Role[]; readonly visitors?: false }
  /** A WebSocket: whoever brings such a token with the first frame. */
  | { readonly door: 'socket'; readonly allow: readonly Role[] };

const probe: Permission = { door: 'probe' };
const open: Permission = { door: 'open' };
const only = (...allow: Role[]): Permission => ({ door: 'token', allow });
const anybodySignedIn: Permission = { door: 'token', allow: signedIn as Role[] };
const accountHolders: Permission = { door: 'token', allow: signedIn as Role[], visitors: false };
const staffOnly = only(...(staff as Role[]));
const administratorsOnly = only(...(administrators as Role[]));
const customerOrWidget: Permission = { door: 'widget', allow: ['customer'] };

/** Every route of the gateway. One without a row here, or a row without a route, refuses to boot. */
export const permissions: Readonly<Record<string, Permission>> = {
  'GET /health': probe,
  'GET /health/ready': probe,
  'GET /health/detailed': probe,
  'GET /metrics': probe,
  'GET /openapi.json': probe,
  'GET /docs': probe,
  'GET /docs/:file': probe,
  'GET /widget.js': probe,
  'GET /': probe,
  'GET /console': probe,
  'GET /console/*': probe,

  'POST /api/v1/tenants': open,
  'POST /api/v1/users/register': { door: 'open', widget_key: 'yes' },
  'POST /api/v1/users/login': { door: 'open', widget_key: 'maybe' },
  'POST /api/v1/users/refresh': open,
  'POST /api/v1/users/logout': open,
  'GET /api/v1/users/profile': accountHolders,
  'PATCH /api/v1/users/profile': accountHolders,
  'POST /api/v1/admin/users': administratorsOnly,
  'GET /api/v1/admin/users': administratorsOnly,
  'GET /api/v1/admin/tenants/mine': administratorsOnly,
  'GET /api/v1/admin/config': administratorsOnly,
  'PUT /api/v1/admin/config': administratorsOnly,

  'POST /api/v1/chat': customerOrWidget,
  'POST /api/v1/chat/stream': customerOrWidget,
  'POST /api/v1/chat/sessions/initialize': customerOrWidget,
  'GET /api/v1/chat/sessions': anybodySignedIn,
  'GET /api/v1/chat/sessions/:session_id': anybodySignedIn,
  'GET /api/v1/chat/sessions/:session_id/messages': anybodySignedIn,
  'POST /api/v1/chat/sessions/:session_id/messages': only('customer'),
  'GET /api/v1/chat/sessions/:session_id/events': anybodySignedIn,
  'POST /api/v1/chat/messages/:message_id/feedback': only('customer'),
  'POST /api/v1/chat/sessions/:session_id/handoff': only('customer'),
  'POST /api/v1/chat/sessions/:session_id/takeover': staffOnly,
  'POST /api/v1/chat/sessions/:session_id/end': anybodySignedIn,

  'GET /api/v1/handoffs': staffOnly,
  'GET /api/v1/handoffs/:handoff_id': staffOnly,
  'POST /api/v1/handoffs/:handoff_id/accept': staffOnly,
  'POST /api/v1/handoffs/:handoff_id/messages': staffOnly,
  'POST /api/v1/handoffs/:handoff_id/notes': staffOnly,
  'GET /api/v1/handoffs/:handoff_id/notes': staffOnly,
  'POST /api/v1/handoffs/:handoff_id/return': staffOnly,
  'POST /api/v1/handoffs/:handoff_id/resolve': staffOnly,
  'POST /api/v1/handoffs/:handoff_id/transfer': staffOnly,
  'GET /api/v1/agents': staffOnly,
  'PUT /api/v1/agents/me/presence': staffOnly,

  'GET /api/v1/chat/ws': { door: 'socket', allow: signedIn as Role[] },
  'GET /api/v1/console/ws': { door: 'socket', allow: staff as Role[] },

  'POST /api/v1/knowledge-base/documents/ingest': administratorsOnly,
  'GET /api/v1/knowledge-base/documents/ingest/:job_id/status': administratorsOnly,
  'POST /api/v1/knowledge-base/documents/ingest/:job_id/cancel': administratorsOnly,
  'GET /api/v1/knowledge-base/documents': staffOnly,
  'GET /api/v1/knowledge-base/documents/:document_id': staffOnly,
  'DELETE /api/v1/knowledge-base/documents/:document_id': administratorsOnly,
  'GET /api/v1/knowledge-base/documents/:document_id/chunks': staffOnly,
  'POST /api/v1/knowledge-base/search': staffOnly,

  'GET /api/v1/intents': staffOnly,
  'PUT /api/v1/intents': administratorsOnly,
  'POST /api/v1/nlu/train': administratorsOnly,
  'GET /api/v1/nlu/train/:training_id': staffOnly,
  'POST /api/v1/nlu/parse': staffOnly,

  'GET /api/v1/actions': staffOnly,
  'PUT /api/v1/actions/:name': administratorsOnly,

  'GET /api/v1/analytics/dashboard': only('supervisor', ...(administrators as Role[])),
};
