import { Injectable, Module } from '@nestjs/common';
import {
  AdmitVisitor,
  CreateSession,
  FleetError,
  ReadConfig,
  ReadEntries,
  ReadSession,
  ReplaceConfig,
  SendMessage,
  newId,
  type Entries,
  type EntriesAsk,
  type Entry,
  type MessageDraft,
  type MessageOutcome,
  type Owner,
  type Session,
  type TenantConfig,
  type Visitor,
  type WidgetKeyAsk,
  defaultConfig,
} from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';

/** What the stand-ins for accounts and orchestrator do next; set by the test. */
export const script = {
  config: defaultConfig,
  /** The company and the token that a new visitor gets. */
  visitor: { tenant: '', token: async (_id: string): Promise<string> => '' },
  /** Keys that came along, by contract. */
  keys: new Map<string, string | undefined>(),
  logs: new Map<string, Entry[]>(),
  /** Reads of the log of `counted`. */
  reads: 0,
  counted: '',
  /** Most entries of a page, as pages end early by their bytes. */
  page: 100,
  open: false,
  owner: { kind: 'bot' } as Owner,
  send: (_draft: MessageDraft, _call: Call): Promise<MessageOutcome> =>
    Promise.reject(new FleetError('session.not_found')),
};

/** Stands in for accounts over the real bus. */
@Injectable()
class ScriptedAccounts {
  @Answers(AdmitVisitor)
  async admit({ widget_key }: WidgetKeyAsk, call: Call): Promise<Visitor> {
    if (widget_key !== 'wk_known') throw new FleetError('auth.widget_key_unknown');
    script.keys.set('admit', call.idempotency_key);
    const visitor_id = newId();
    const { tenant, token } = script.visitor;
    const expires_at = new Date(Date.now() + 600_000).toISOString();
    return { tenant_id: tenant, visitor_id, visitor_token: await token(visitor_id), expires_at };
  }

  @Answers(ReadConfig)
  read(): TenantConfig {
    return script.config;
  }

  @Answers(ReplaceConfig)
  replace(config: TenantConfig): TenantConfig {
    script.config = { ...config, revision: config.revision + 1 };
    return script.config;
  }
}

@Module({ providers: [ScriptedAccounts] })
export class ScriptedAccountsModule {}

export const accountsContracts = [AdmitVisitor, ReadConfig, ReplaceConfig];

/** Stands in for the orchestrator over the real bus: logs that the test writes. */
@Injectable()
class ScriptedOrchestrator {
  @Answers(CreateSession)
  create(_draft: object, { principal, idempotency_key }: Call): Session {
    if (principal.kind !== 'user') throw new FleetError('auth.forbidden');
    script.keys.set('create', idempotency_key);
    const id = newId();
    script.logs.set(id, []);
    return {
      id,
      user_id: principal.id,
      created_at: new Date().toISOString(),
      owner: { kind: 'bot' },
      epoch: 0,
      seq: 0,
    };
  }

  @Answers(SendMessage)
  send(draft: MessageDraft, call: Call): Promise<MessageOutcome> {
    return script.send(draft, call);
  }

  @Answers(ReadSession)
  read({ session_id }: { session_id: string }): Session {
    const log = script.logs.get(session_id);
    if (!log) throw new FleetError('session.not_found');
    const created_at = new Date().toISOString();
    return { id: session_id, user_id: newId(), created_at, owner: script.owner, epoch: 0, seq: log.length };
  }

  @Answers(ReadEntries)
  entries({ session_id, after = 0, limit }: EntriesAsk): Entries {
    if (session_id === script.counted) script.reads += 1;
    const log = script.logs.get(session_id);
    if (!log) throw new FleetError('session.not_found');
    const rest = log.filter(({ seq }) => seq > after);
    const items = rest.slice(0, Math.min(limit, script.page));
    return { items, open: script.open, more: items.length < rest.length };
  }
}

@Module({ providers: [ScriptedOrchestrator] })
export class ScriptedOrchestratorModule {}

export const orchestratorContracts = [CreateSession, ReadSession, SendMessage, ReadEntries];

/** Entry `seq` of a session: what the customer says at odd places, what the bot answers at even ones. */
export function entryAt(session_id: string, seq: number, text = `Sentence one of ${seq}. Sentence two.`): Entry {
  const customer = seq % 2 === 1;
  return {
    id: newId(),
    session_id,
    seq,
    epoch: 0,
    kind: customer ? 'customer_message' : 'bot_message',
    author: customer ? { kind: 'customer', id: 'somebody' } : { kind: 'bot', id: 'bot' },
    text,
    language: 'en',
    at: new Date().toISOString(),
    ...(customer ? {} : { answers: [], method: 'rule', why: [{ step: 'rules', verdict: 'greeting', ms: 1 }] }),
  };
}
