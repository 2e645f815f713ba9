import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Session, type SessionDraft, FleetError, audienceOf, newId } from '@parley/contracts';
import { type Call, STORE } from '@parley/messaging';
import type { Collection, Store } from '@parley/storage';
import { LRUCache } from 'lru-cache';
import { SessionLog } from '../log/session-log.js';

import { type SessionDocument, sessionCollection } from './session.document.js';

const keyLifeMs = 7 * 24 * 3600 * 1000;

/** Sessions and whose they are. */
@Injectable()
export class Sessions {
  private readonly sessions: Collection<SessionDocument>;
  /** Whose a session is never changes. */
  private readonly known = new LRUCache<string, SessionDocument>({ max: 5000 });

  constructor(
    @Inject(STORE) store: Store,
    private readonly log: SessionLog,
  ) {
    this.sessions = store.collection(sessionCollection);
  }

  async create(draft: SessionDraft, call: Call): Promise<Session> {
    const user_id = userOf(call);
    const keyed = call.idempotency_key ? { idempotency: `${user_id}/session.create/${call.idempotency_key}` } : {};
    const body_hash = createHash('sha256')
      .update(JSON.stringify([draft.title, draft.language, ...(draft.channel ? [draft.channel] : [])]))
      .digest('base64url');
    const session = { id: newId(), user_id, ...draft, created_at: new Date().toISOString(), body_hash, ...keyed };
    const { inserted, document } = await this.sessions.insertIfAbsent(call.tenant, session);
    if (inserted) return this.view(document);
    if (Date.parse(document.created_at) + keyLifeMs < Date.now()) {
      await this.sessions.update(call.tenant, document.id, document.version, { idempotency: undefined });
      return this.create(draft, call);
    }
    if (document.body_hash !== body_hash) throw new FleetError('idempotency.key_reused');
    return this.view(document);
  }

  /** The session, if the principal may see it: its customer, staff of its company, a service at work. */
  async ofPrincipal(session_id: string, { tenant, principal }: Call): Promise<SessionDocument> {
    const key = `${tenant}/${session_id}`;
    const session = this.known.get(key) ?? (await this.sessions.get(tenant, session_id));
    if (!session) throw new FleetError('session.not_found');
    this.known.set(key, session);
    if (principal.kind === 'user' && principal.role === 'customer' && principal.id !== session.user_id)
      throw new FleetError('session.not_found');
    return session;
  }

  async list(call: Call, limit: number, cursor: string | undefined): Promise<{ items: Session[]; cursor?: string }> {
    const bound = cursor ? { before: cursor } : {};
    const whose =
      audienceOf(call.principal) === 'customer'
        ? { index: 'by_user', where: { user_id: userOf(call) } }
        : { index: 'by_id', where: {} };
    const found = await this.sessions.find(call.tenant, {
      ...whose,
      ...bound,
      order: 'descending',
      limit,
    });
    const items = await Promise.all(found.map((session) => this.view(session)));
    const last = found.at(-1);
    return { items, ...(last && found.length === limit ? { cursor: last.id } : {}) };
  }

  async view({ id, tenant, user_id, title, language, channel, created_at }: SessionDocument): Promise<Session> {
    const { seq, epoch } = await this.log.head(tenant, id);
    const change = epoch === 0 ? undefined : await this.log.at(tenant, id, epoch);
    return {
      id,
      user_id,
      created_at,
      owner: change?.owner ?? { kind: epoch === 0 ? 'bot' : 'nobody' },
      epoch,
      seq,
      ...(title === undefined ? {} : { title }),
      ...(language ? { language } : {}),
      ...(channel ? { channel } : {}),
      ...(change?.kind === 'session_end' ? { ended: true } : {}),
    };
  }
}

function userOf({ principal }: Call): string {
  if (principal.kind !== 'user') throw new FleetError('auth.forbidden');
  return principal.id;
}
