import { onPath, settings } from '../config.js';
import { output } from './command.js';
import { isAtLeast, show, versionOf, type Version } from './version.js';

const OLDEST: Version = [6, 2, 0];
const INSTALL_LIMIT_MS = 300_000;

const WITHOUT =
  'no redis-server: Parley runs without it. Rate limits are then counted in each gateway process by itself and start ' +
  'from zero with it; nothing else changes on one machine.';

type Say = (line: string) => void;

const install = async (say: Say): Promise<void> => {
  if (onPath('brew')) {
    say('installing redis with Homebrew');
    await output('brew', ['install', 'redis'], { withinMs: INSTALL_LIMIT_MS });
  } else if (onPath('apt-get') && process.getuid?.() === 0) {
    say('installing redis-server with apt-get (this machine runs as root and has none)');
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await output('apt-get', ['update', '-q'], { env, withinMs: INSTALL_LIMIT_MS });
    await output('apt-get', ['install', '-qy', '--no-install-recommends', 'redis-server'], {
      env,
      withinMs: INSTALL_LIMIT_MS,
    });
  }
};

const fit = async (program: string | undefined, say: Say): Promise<string | undefined> => {
  if (!program) return undefined;
  const version = await versionOf(program);
  if (version && isAtLeast(version, OLDEST)) return program;
  say(
    `${program} is ${version ? `version ${show(version)}` : 'not a redis-server'}; at least ${show(OLDEST)} is needed`,
  );
  return undefined;
};

/** The path of a redis-server that is new enough, got where that is possible; undefined, after saying what it means, where not. */
export const findRedisServer = async (say: Say): Promise<string | undefined> => {
  if (settings.redisServer) {
    const program = await fit(settings.redisServer, say);
    if (!program) throw new Error('PARLEY_REDIS_SERVER does not name a redis-server that can be used');
    return program;
  }
  const there = await fit(onPath('redis-server'), say);
  if (there) return there;
  try {
    await install(say);
  } catch (error) {
    say(`that failed: ${(error as Error).message.split('\n')[0]}`);
  }
  const program = await fit(onPath('redis-server'), say);
  if (!program) say(WITHOUT);
  return program;
};
