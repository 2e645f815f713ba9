import { Injectable } from '@nestjs/common';
import { FleetError, type Tokens as TokenPair } from '@parley/contracts';
import { Clock } from '@parley/runtime';
import { accessLife, Tokens } from '../token/token.js';
import { toUser, Users, type UserDocument } from '../user/user.store.js';
import { judge } from './log-in-state.js';
import { LogIns, type LogInDocument } from './log-in.store.js';
import { format, newSecret, parse, secretHash, type RefreshToken } from './refresh-token.js';

/** A refresh token lives 30 days from its own beginning, in milliseconds (spec §3). */
const refreshLife = 30 * 24 * 3600 * 1000;
/** Each try that fails means that another request changed the log-in; they all lead to its end. */
const mostTries = 10;

/** The tokens of a log-in: the first, the next ones, the end. */
@Injectable()
export class LogInTokens {
  constructor(
    private readonly logIns: LogIns,
    private readonly users: Users,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async begin(user: UserDocument): Promise<TokenPair> {
    const secret = newSecret();
    const { id } = await this.logIns.begin(user.tenant, {
      user_id: user.id,
      began_at: new Date(this.clock.now()).toISOString(),
      ...this.good(secret),
    });
    return this.pair(user, { tenant: user.tenant, log_in: id, secret });
  }

  /** Rejects with `auth.token_invalid`, `auth.token_expired`, `auth.refresh_reused`. */
  async refresh(text: string): Promise<TokenPair> {
    const token = parse(text);
    for (let tries = 0; token && tries < mostTries; tries++) {
      const log_in = await this.logIns.get(token.tenant, token.log_in);
      const user = log_in && (await this.users.get(log_in.tenant, log_in.user_id));
      if (!log_in || !user) break;
      const secret = await this.rotate(log_in, token);
      if (secret) return this.pair(user, { ...token, secret });
    }
    throw new FleetError('auth.token_invalid');
  }

  /** Ends the log-in by any of its tokens; says nothing about tokens that name none. */
  async end(text: string): Promise<void> {
    const token = parse(text);
    for (let tries = 0; token && tries < mostTries; tries++) {
      const log_in = await this.logIns.get(token.tenant, token.log_in);
      if (!log_in || log_in.state.kind === 'ended' || (await this.endBy(log_in, 'log_out'))) return;
    }
  }

  /** The next secret; `undefined` when another request changed the log-in first. */
  private async rotate(log_in: LogInDocument, token: RefreshToken): Promise<string | undefined> {
    const judgement = judge(log_in.state, secretHash(token.secret), Date.parse(log_in.expires_at), this.clock.now());
    switch (judgement.kind) {
      case 'refuse':
        throw new FleetError(judgement.code);
      case 'reuse':
        if (await this.endBy(log_in, 'reuse')) throw new FleetError('auth.refresh_reused');
        return undefined;
      case 'rotate': {
        const secret = newSecret();
        return (await this.logIns.change(log_in, this.good(secret))) && secret;
      }
    }
  }

  private endBy(log_in: LogInDocument, cause: 'log_out' | 'reuse'): Promise<LogInDocument | undefined> {
    const at = new Date(this.clock.now()).toISOString();
    return this.logIns.change(log_in, { state: { kind: 'ended', cause, at } });
  }

  private good(secret: string) {
    const expires_at = new Date(this.clock.now() + refreshLife).toISOString();
    return { state: { kind: 'live', secret_hash: secretHash(secret) } as const, expires_at };
  }

  private async pair(user: UserDocument, token: RefreshToken): Promise<TokenPair> {
    return {
      access_token: await this.tokens.access(user),
      refresh_token: format(token),
      expires_in: accessLife,
      user: toUser(user),
    };
  }
}
