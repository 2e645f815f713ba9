import { onPath, settings } from '../config.js';
import { output } from './command.js';
import { isAtLeast, show, versionOf, type Version } from './version.js';

/** The pages of Parley need no newer one: CSS with light-dark(). */
const OLDEST: Version = [123, 0, 0];
const INSTALL_LIMIT_MS = 300_000;

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable'];
const ON_A_MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const WITHOUT =
  'no Chromium: what is tested in a real browser is skipped. Install Chromium or name one in PARLEY_CHROMIUM.';

type Say = (line: string) => void;

const fit = async (program: string | undefined): Promise<string | undefined> => {
  const version = program && (await versionOf(program).catch(() => undefined));
  return version && isAtLeast(version, OLDEST) ? program : undefined;
};

const installed = async (): Promise<string | undefined> => {
  for (const program of [...PROGRAMS.map(onPath), ...ON_A_MAC]) {
    const found = await fit(program);
    if (found) return found;
  }
  return undefined;
};

const install = async (say: Say): Promise<void> => {
  if (!onPath('apt-get') || process.getuid?.() !== 0) return;
  say('installing chromium with apt-get (this machine runs as root and has none)');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await output('apt-get', ['update', '-q'], { env, withinMs: INSTALL_LIMIT_MS });
  await output('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], {
    env,
    withinMs: INSTALL_LIMIT_MS,
  });
};

/** The path of a Chromium that is new enough, got where that is possible; undefined, after saying what it means, where not. */
export const findChromium = async (say: Say): Promise<string | undefined> => {
  if (settings.chromium) {
    if (await fit(settings.chromium)) return settings.chromium;
    throw new Error(`PARLEY_CHROMIUM does not name a Chromium of version ${show(OLDEST)} or newer`);
  }
  const there = await installed();
  if (there) return there;
  try {
    await install(say);
  } catch (error) {
    say(`that failed: ${(error as Error).message.split('\n')[0]}`);
  }
  const program = await installed();
  if (!program) say(WITHOUT);
  return program;
};
