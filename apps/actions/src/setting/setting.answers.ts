import { Injectable } from '@nestjs/common';
import {
  type ActionDefinition,
  type ActionList,
  type ActionListAsk,
  type ActionName,
  type ActionSetting,
  type Risk,
  ListActions,
  SetAction,
  actionNames,
} from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import type { SettingDocument } from './setting.document.js';
import { Settings } from './settings.js';

const riskOf: Readonly<Record<ActionName, Risk>> = { order_status: 'read', order_cancellation: 'write' };

@Injectable()
export class SettingAnswers {
  constructor(private readonly settings: Settings) {}

  @Answers(ListActions)
  async list(_: ActionListAsk, { tenant }: Call): Promise<ActionList> {
    return {
      items: await Promise.all(actionNames.map(async (name) => definition(name, await this.settings.of(tenant, name)))),
    };
  }

  @Answers(SetAction)
  async set(setting: ActionSetting, { tenant }: Call): Promise<ActionDefinition> {
    return definition(setting.name, await this.settings.set(tenant, setting));
  }
}

const definition = (name: ActionName, setting: SettingDocument | undefined): ActionDefinition => ({
  name,
  risk: riskOf[name],
  enabled: setting?.enabled ?? false,
  ...(setting?.url ? { url: setting.url } : {}),
  key_set: setting?.key !== undefined,
});
