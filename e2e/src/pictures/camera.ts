import { join } from 'node:path';
import type { Browser, Page } from '@parley/testing';

/** Where pictures are kept: in the documentation. */
export const pictureFolder = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures');

export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly locale?: 'en-GB' | 'tr-TR';
  readonly phone?: boolean;
}

const DESKTOP = { width: 1360, height: 820 };
const PHONE = { width: 390, height: 800 };

/** A page as somebody with this taste and this screen has it. */
export async function pageOf(browser: Browser, { scheme = 'light', locale = 'en-GB', phone = false }: Look = {}) {
  const context = await browser.newContext({
    viewport: phone ? PHONE : DESKTOP,
    colorScheme: scheme,
    locale,
    isMobile: phone,
    hasTouch: phone,
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

/** Keeps what the page shows, once it has come to rest. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(pictureFolder, `${name}.png`), animations: 'disabled', caret: 'hide' });
  console.log(`docs/pictures/${name}.png`);
}

/** Does it again and again, as people who type do, until the page shows it. */
export async function until(page: Page, selector: string, act: () => void): Promise<void> {
  for (let tries = 0; tries < 50 && !(await page.isVisible(selector)); tries += 1) {
    act();
    await page.waitForTimeout(300);
  }
}
