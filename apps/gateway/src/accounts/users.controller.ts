import { Body, Controller, Get, Patch, Post, Req } from '@nestjs/common';
import {
  ChangeProfile,
  CreateTenant,
  FleetError,
  LogInUser,
  LogOutUser,
  LoggedOut,
  ProfileChange,
  ReadProfile,
  RefreshAsk,
  RefreshTokens,
  RegisterCustomer,
  SignedUp,
  TenantDraft,
  Tokens,
  User,
} from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Route } from '../api/route.js';
import { originField, requiredWidgetKey, widgetKeyOf, type DoorRequest } from '../http/request.js';
import { LogInBody, RegisterBody } from './bodies.js';

@Controller()
export class UsersController {
  constructor(private readonly fleet: Fleet) {}

  @Post('tenants')
  @Route({ summary: 'Signs a company up, with its owner.', status: 201, data: SignedUp, asks: [CreateTenant] })
  signUp(@Req() { call }: DoorRequest, @Body() draft: TenantDraft): Promise<SignedUp> {
    return this.fleet.ask(CreateTenant, draft, call);
  }

  @Post('users/register')
  @Route({
    summary: 'Makes an account for a customer of the company that the widget key belongs to.',
    status: 201,
    data: User,
    asks: [RegisterCustomer],
    errors: ['auth.required'],
  })
  register(@Req() { call, headers }: DoorRequest, @Body() body: RegisterBody): Promise<User> {
    const draft = { ...body, widget_key: requiredWidgetKey(headers), ...originField(headers) };
    return this.fleet.ask(RegisterCustomer, draft, call);
  }

  @Post('users/login')
  @Route({
    summary: 'Logs in: customers with the widget key, staff with their company.',
    data: Tokens,
    asks: [LogInUser],
  })
  logIn(@Req() { call, headers }: DoorRequest, @Body() { tenant, ...body }: LogInBody): Promise<Tokens> {
    const widget_key = widgetKeyOf(headers);
    if (widget_key === undefined && tenant === undefined) {
      throw new FleetError('request.invalid', { fields: { tenant: ['or the header X-Parley-Widget-Key'] } });
    }
    const company = widget_key === undefined ? { tenant: tenant! } : { widget_key, ...originField(headers) };
    return this.fleet.ask(LogInUser, { ...body, ...company }, call);
  }

  @Post('users/refresh')
  @Route({ summary: 'New tokens for a refresh token, which is used up.', data: Tokens, asks: [RefreshTokens] })
  refresh(@Req() { call }: DoorRequest, @Body() body: RefreshAsk): Promise<Tokens> {
    return this.fleet.ask(RefreshTokens, body, call);
  }

  @Post('users/logout')
  @Route({ summary: 'Ends every refresh token of this log-in.', data: LoggedOut, asks: [LogOutUser] })
  logOut(@Req() { call }: DoorRequest, @Body() body: RefreshAsk): Promise<LoggedOut> {
    return this.fleet.ask(LogOutUser, body, call);
  }

  @Get('users/profile')
  @Route({ summary: 'The signed-in user.', data: User, asks: [ReadProfile] })
  profile(@Req() { call }: DoorRequest): Promise<User> {
    return this.fleet.ask(ReadProfile, {}, call);
  }

  @Patch('users/profile')
  @Route({ summary: 'Changes the signed-in user.', data: User, asks: [ChangeProfile] })
  change(@Req() { call }: DoorRequest, @Body() change: ProfileChange): Promise<User> {
    return this.fleet.ask(ChangeProfile, change, call);
  }
}
