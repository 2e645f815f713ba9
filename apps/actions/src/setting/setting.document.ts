import type { ActionName } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';

/** How a company has connected an action. */
export interface SettingDocument extends Stored {
  readonly name: ActionName;
  readonly enabled: boolean;
  /** Origin of the company's system. */
  readonly url?: string;
  /** Bearer key for it, sealed. */
  readonly key?: string;
}

export const settingCollection: CollectionSpec<SettingDocument> = {
  name: 'settings',
  schema: 1,
  indexes: [{ name: 'by_name', fields: ['name'], unique: true }],
};
