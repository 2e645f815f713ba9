/** Checks and counts many requests in one step. KEYS: the subjects of all requests, one after the other. ARGV: the time in
 * seconds, then of each request the number of its subjects and of each subject its three limits. The reply has five
 * numbers a request: allowed, number of the subject (from 1), limit, remaining, seconds until the window ends.
 *
 * A subject is one string: number and count of its minute, hour and day. A process whose clock lags counts in the newest
 * window, so that no window begins twice. The last subject's day may be a day old: it is kept for two. */
export const takeLimitsScript = `
local now = tonumber(ARGV[1])
local seconds = {60, 3600, 86400}
local layout = '>I4I4I4I4I4I4'
local subjects, changed, reply = {}, {}, {}

local function windows(key)
  local found = subjects[key]
  if found then return found end
  local stored = redis.call('GET', key)
  found = stored and {struct.unpack(layout, stored)} or {0, 0, 0, 0, 0, 0}
  for i = 1, 3 do
    local number = math.floor(now / seconds[i])
    if number > found[2 * i - 1] then found[2 * i - 1] = number; found[2 * i] = 0 end
  end
  subjects[key] = found
  return found
end

local key, argument = 0, 2
while argument <= #ARGV do
  local count = tonumber(ARGV[argument])
  argument = argument + 1
  local allowed, told = true, nil
  for subject = 1, count do
    local found = windows(KEYS[key + subject])
    for i = 1, 3 do
      local limit = tonumber(ARGV[argument])
      argument = argument + 1
      local used = found[2 * i]
      local reset = (found[2 * i - 1] + 1) * seconds[i] - now
      local remaining = math.max(0, limit - used - 1)
      if used >= limit then
        if allowed or reset > told[5] then told = {0, subject, limit, remaining, reset} end
        allowed = false
      elseif allowed and (told == nil or remaining < told[4]) then
        told = {1, subject, limit, remaining, reset}
      end
    end
  end
  if allowed then
    for subject = 1, count do
      local found = subjects[KEYS[key + subject]]
      for i = 1, 3 do found[2 * i] = found[2 * i] + 1 end
      changed[KEYS[key + subject]] = found
    end
  end
  key = key + count
  for i = 1, 5 do reply[#reply + 1] = told[i] end
end

for name, found in pairs(changed) do
  redis.call('SET', name, struct.pack(layout, unpack(found, 1, 6)), 'EX', 172800)
end
return reply`;
