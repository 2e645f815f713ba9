import { findChromium } from '@parley/fleet';
import type { Browser } from 'playwright-core';

export type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

/** Nothing but what a page asks for leaves this browser. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this machine, got where that is possible; undefined, after saying so, where not. */
export const chromiumProgram = (): Promise<string | undefined> =>
  findChromium((line) => process.stderr.write(`${line}\n`));

/** Starts a Chromium without a screen, on a new profile that goes with it. */
export const startBrowser = async (program: string): Promise<Browser> => {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: program, args: QUIET });
};
