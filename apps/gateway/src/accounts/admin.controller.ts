import { Body, Controller, Get, Post, Put, Query, Req } from '@nestjs/common';
import {
  CreateStaff,
  ListStaff,
  ReadConfig,
  ReadTenant,
  ReplaceConfig,
  StaffDraft,
  Tenant,
  TenantConfig,
  User,
  UserList,
} from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { PageQuery, pageOf } from '../api/page.js';
import { Route } from '../api/route.js';
import type { DoorRequest } from '../http/request.js';
import { TenantConfigs } from '../limits/tenant-configs.js';

@Controller('admin')
export class AdminController {
  constructor(
    private readonly fleet: Fleet,
    private readonly configs: TenantConfigs,
  ) {}

  @Post('users')
  @Route({
    summary: 'Makes an account for an agent, supervisor or admin.',
    status: 201,
    data: User,
    asks: [CreateStaff],
  })
  createStaff(@Req() { call }: DoorRequest, @Body() draft: StaffDraft): Promise<User> {
    return this.fleet.ask(CreateStaff, draft, call);
  }

  @Get('users')
  @Route({ summary: 'The staff of the company, by e-mail.', data: UserList, asks: [ListStaff] })
  listStaff(@Req() { call }: DoorRequest, @Query() query: PageQuery): Promise<UserList> {
    return this.fleet.ask(ListStaff, pageOf(query), call);
  }

  @Get('tenants/mine')
  @Route({ summary: 'The company, with the key of its chat box.', data: Tenant, asks: [ReadTenant] })
  readTenant(@Req() { call }: DoorRequest): Promise<Tenant> {
    return this.fleet.ask(ReadTenant, {}, call);
  }

  @Get('config')
  @Route({ summary: 'The company’s settings.', data: TenantConfig, asks: [ReadConfig] })
  readConfig(@Req() { call }: DoorRequest): Promise<TenantConfig> {
    return this.fleet.ask(ReadConfig, {}, call);
  }

  @Put('config')
  @Route({
    summary: 'Replaces the settings; `revision` is the one that was read. Other gateways follow within a minute.',
    data: TenantConfig,
    asks: [ReplaceConfig],
  })
  async replaceConfig(@Req() { call }: DoorRequest, @Body() config: TenantConfig): Promise<TenantConfig> {
    const replaced = await this.fleet.ask(ReplaceConfig, config, call);
    this.configs.keep(call.tenant, replaced);
    return replaced;
  }
}
