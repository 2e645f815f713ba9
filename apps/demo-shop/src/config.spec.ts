import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-shop-config-'));
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

describe('the chat box of the shop’s page', () => {
  it('has its key from a file where it is not given, once there is one', () => {
    const file = join(folder, 'widget-key');
    Object.assign(process.env, { SHOP_API_KEY: 'a', SHOP_WIDGET_SCRIPT: 'http://x/w.js', SHOP_WIDGET_KEY_FILE: file });
    expect(readConfig().widget).toBeUndefined();
    writeFileSync(file, 'wk_1\n');
    expect(readConfig().widget).toEqual({ script: 'http://x/w.js', key: 'wk_1' });
  });
});
