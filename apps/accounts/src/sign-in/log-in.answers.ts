import { Injectable } from '@nestjs/common';
import {
  type LogIn,
  type LoggedOut,
  type RefreshAsk,
  type Tokens,
  LogInUser,
  LogOutUser,
  RefreshTokens,
} from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { LogInCheck } from './log-in-check.js';
import { LogInTokens } from './log-in-tokens.js';

@Injectable()
export class LogInAnswers {
  constructor(
    private readonly check: LogInCheck,
    private readonly tokens: LogInTokens,
  ) {}

  @Answers(LogInUser)
  async logIn(ask: LogIn, { deadline }: Call): Promise<Tokens> {
    return this.tokens.begin(await this.check.user(ask, deadline));
  }

  @Answers(RefreshTokens)
  refresh({ refresh_token }: RefreshAsk): Promise<Tokens> {
    return this.tokens.refresh(refresh_token);
  }

  @Answers(LogOutUser)
  async logOut({ refresh_token }: RefreshAsk): Promise<LoggedOut> {
    await this.tokens.end(refresh_token);
    return { logged_out: true };
  }
}
