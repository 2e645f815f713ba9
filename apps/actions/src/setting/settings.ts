import { Inject, Injectable } from '@nestjs/common';
import { type ActionName, type ActionSetting, FleetError, newId } from '@parley/contracts';
import { CONFIG, STORE } from '@parley/messaging';
import type { Collection, Store } from '@parley/storage';
import type { ActionsConfig } from '../config.js';
import type { KeyRing } from '../seal/key-ring.js';
import { type SettingDocument, settingCollection } from './setting.document.js';

/** Where a company's system is and the key for it. */
export interface Connection {
  readonly url: string;
  readonly key: string;
}

/** How each company has connected its actions, within the origins that the operator allows. */
@Injectable()
export class Settings {
  readonly settings: Collection<SettingDocument>;
  private readonly origins: ReadonlySet<string>;
  private readonly keys: KeyRing;

  constructor(@Inject(STORE) store: Store, @Inject(CONFIG) { origins, keys }: ActionsConfig) {
    this.keys = keys;
    this.settings = store.collection(settingCollection);
    this.origins = new Set(origins.split(',').flatMap((each) => originOf(each.trim()) ?? []));
  }

  async of(tenant: string, name: ActionName): Promise<SettingDocument | undefined> {
    const [setting] = await this.settings.find(tenant, { index: 'by_name', where: { name }, limit: 1 });
    return setting;
  }

  /** Throws `action.not_connected` where the company has not connected the action or has switched it off. */
  async connection(tenant: string, name: ActionName): Promise<Connection> {
    const setting = await this.of(tenant, name);
    if (!setting?.enabled || !setting.url || !setting.key || !this.origins.has(setting.url))
      throw new FleetError('action.not_connected', { action: name });
    const key = this.keys.open(setting.key, placeOf(tenant, name));
    if (!this.keys.isCurrent(setting.key)) await this.sealAnew(setting, key);
    return { url: setting.url, key };
  }

  /** Kept before there was a key to seal with, or under an older one. */
  private async sealAnew({ tenant, id, version, name }: SettingDocument, key: string): Promise<void> {
    await this.settings.update(tenant, id, version, { key: this.keys.seal(key, placeOf(tenant, name)) });
  }

  async set(tenant: string, { name, enabled, url, key }: ActionSetting): Promise<SettingDocument> {
    for (;;) {
      const present = await this.of(tenant, name);
      const origin = url === undefined ? present?.url : this.allowed(url);
      // A key goes to the system it was given for and to no other.
      const kept = origin === present?.url ? present?.key : undefined;
      const sealed = key === undefined ? kept : this.keys.seal(key, placeOf(tenant, name));
      const change = { enabled, url: origin, key: sealed };
      if (enabled && (!change.url || !change.key)) throw new FleetError('action.not_connected', { action: name });
      const stored = present
        ? await this.settings.update(tenant, present.id, present.version, change)
        : await this.begin(tenant, name, change);
      if (stored) return stored;
    }
  }

  private async begin(
    tenant: string,
    name: ActionName,
    { enabled, url, key }: { enabled: boolean; url: string | undefined; key: string | undefined },
  ): Promise<SettingDocument | undefined> {
    const draft = { id: newId(), name, enabled, ...(url ? { url } : {}), ...(key ? { key } : {}) };
    const { inserted, document } = await this.settings.insertIfAbsent(tenant, draft);
    return inserted ? document : undefined;
  }

  private allowed(url: string): string {
    const origin = originOf(url);
    if (!origin || !this.origins.has(origin)) throw new FleetError('action.origin_refused');
    return origin;
  }
}

/** What is sealed for one company and action opens for no other. */
const placeOf = (tenant: string, name: ActionName): string => JSON.stringify([tenant, 'settings', name]);

/** Scheme, host and port of an address that is no more than that. */
function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, protocol, pathname, search, hash, username, password } = new URL(url);
  const plain = pathname === '/' && search + hash + username + password === '';
  return plain && (protocol === 'https:' || protocol === 'http:') ? origin : undefined;
}
