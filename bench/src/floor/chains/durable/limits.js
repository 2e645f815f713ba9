import { Redis } from 'ioredis';

/** Counts one request in every window, or in none of them when one is full. KEYS: windows; ARGV: limit, seconds each. */
const SCRIPT = `
local used = redis.call('MGET', unpack(KEYS))
for i = 1, #KEYS do
  if tonumber(used[i] or '0') >= tonumber(ARGV[2 * i - 1]) then return i end
end
for i = 1, #KEYS do
  if redis.call('INCR', KEYS[i]) == 1 then redis.call('EXPIRE', KEYS[i], ARGV[2 * i]) end
end
return 0`;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/**
 * Spec §8: per user, per IP ten times, per tenant a hundred times as much; a minute, an hour, a day. The bench raises
 * the base as it does for the product's own tenants; the check itself always runs.
 */
export async function connectLimits({ port, password }, base) {
  const redis = new Redis({ port, password, host: '127.0.0.1', lazyConnect: true });
  await redis.connect();
  redis.defineCommand('take', { numberOfKeys: 9, lua: SCRIPT });

  const windows = [
    ['m', MINUTE, base.minute],
    ['h', HOUR, base.hour],
    ['d', DAY, base.day],
  ];
  const limits = [1, 10, 100].flatMap((times) => windows.flatMap(([, seconds, limit]) => [limit * times, seconds]));

  const windowsOf = ({ tenant, user, address }, now) =>
    [`u:${tenant}:${user}`, `i:${address}`, `t:${tenant}`].flatMap((who) =>
      windows.map(([name, seconds]) => `${who}:${name}${Math.floor(now / seconds)}`),
    );

  /** For each caller of a group `{tenant, user, address}`: whether the request may go on. One script each, one round trip for all. */
  return async function take(callers) {
    const now = Date.now() / 1000;
    const pipeline = redis.pipeline();
    for (const caller of callers) pipeline.take(...windowsOf(caller, now), ...limits);
    return (await pipeline.exec()).map(([error, full]) => !error && full === 0);
  };
}
