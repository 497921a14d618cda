-- Opens a day: writes its project counters as the ledger knows them, unless more is there.
-- KEYS: opening (the token); open; checked; the project counters
-- ARGV: the token; the number of the opening; its margin; the reset in epoch seconds without the
--       offset; what the ledger has of each counter
-- Answers 1, or 0 if the token is no longer the one: somebody opened the day, or Redis was emptied
-- or started again since it was given, and what was read after it may be old.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local token, resets = ARGV[1], ARGV[4]
if redis.call('GET', KEYS[1]) ~= token or string.match(token, '^%w+') ~= run then
  return 0
end
redis.call('DEL', KEYS[1], KEYS[3])
for i = 4, #KEYS do
  local base = math.max(tonumber(ARGV[1 + i]), tonumber(redis.call('GET', KEYS[i]) or 0))
  redis.call('SET', KEYS[i], base)
  redis.call('EXPIREAT', KEYS[i], resets)
  redis.call('HSET', KEYS[3], KEYS[i], base)
end
redis.call('EXPIREAT', KEYS[3], resets)
redis.call('SET', KEYS[2], run .. ' ' .. ARGV[2] .. ' ' .. ARGV[3])
redis.call('EXPIREAT', KEYS[2], resets)
return 1
