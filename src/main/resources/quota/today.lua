-- Says which day it is and what counts as charged to it, the margin included.
-- KEYS: for each of three days: the counter, open
-- ARGV: clock offset in seconds; start, end (epoch seconds) and date of each of the three days
-- Answers "DATE:UNITS", or "unknown" if it is none of the three days.
local now = tonumber(redis.call('TIME')[1]) + tonumber(ARGV[1])
for d = 0, 2 do
  if now >= tonumber(ARGV[2 + 3 * d]) and now < tonumber(ARGV[3 + 3 * d]) then
    local used = redis.call('GET', KEYS[1 + 2 * d]) or '0'
    local margin = string.match(redis.call('GET', KEYS[2 + 2 * d]) or '', ' (%d+)$') or '0'
    return ARGV[4 + 3 * d] .. ':' .. (tonumber(used) + tonumber(margin))
  end
end
return 'unknown'
