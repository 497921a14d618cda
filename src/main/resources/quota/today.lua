-- Says which day it is and what is charged to it.
-- KEYS: the counter of each of three days
-- ARGV: clock offset in seconds; start, end (epoch seconds) and date of each of the three days
-- Answers "DATE:UNITS", or "unknown" if it is none of the three days.
local now = tonumber(redis.call('TIME')[1]) + tonumber(ARGV[1])
for d = 0, 2 do
  if now >= tonumber(ARGV[2 + 3 * d]) and now < tonumber(ARGV[3 + 3 * d]) then
    return ARGV[4 + 3 * d] .. ':' .. (redis.call('GET', KEYS[1 + d]) or '0')
  end
end
return 'unknown'
