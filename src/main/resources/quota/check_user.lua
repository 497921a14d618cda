-- Writes a user's counter as the ledger knows it, once an opening, unless more is there.
-- KEYS: open; checked; the counter
-- ARGV: how the day was open when the ledger was asked; the reset in epoch seconds without the
--       offset; what the ledger has
-- Answers 1, or 0 if the day is open otherwise by now.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if redis.call('HEXISTS', KEYS[2], KEYS[3]) == 0 then
  local base = math.max(tonumber(ARGV[3]), tonumber(redis.call('GET', KEYS[3]) or 0))
  redis.call('SET', KEYS[3], base)
  redis.call('EXPIREAT', KEYS[3], ARGV[2])
  redis.call('HSET', KEYS[2], KEYS[3], base)
end
return 1
