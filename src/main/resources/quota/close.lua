-- Closes a bucket for the rest of a day, or for a moment if the day has only begun: then Google's
-- clock may be behind, and what it calls used up is yesterday.
-- KEYS: closed
-- ARGV: clock offset in seconds; start and end of the day (epoch seconds); seconds a day is young
-- Answers when it opens again, in epoch seconds without the offset.
local offset = tonumber(ARGV[1])
local now = tonumber(redis.call('TIME')[1]) + offset
local young = tonumber(ARGV[4])
local opens = tonumber(ARGV[3])
if now - tonumber(ARGV[2]) < young then
  opens = now + young
end
redis.call('SET', KEYS[1], '1')
redis.call('EXPIREAT', KEYS[1], opens - offset)
return tostring(opens - offset)
