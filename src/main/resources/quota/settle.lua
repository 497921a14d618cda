-- Lowers a day's margin, because more of what was charged before its opening is in the ledger, and
-- lets its counters start from what the ledger knows now.
-- KEYS: open; checked; the counters to change
-- ARGV: how the day was open when the ledger was asked; how many counters were checked then; how it
--       is open from now on; the start of each counter
-- Answers 1, or 0 if the day is open otherwise by now, or another counter was checked meanwhile.
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('HLEN', KEYS[2]) ~= tonumber(ARGV[2]) then
  return 0
end
for i = 3, #KEYS do
  local was = tonumber(redis.call('HGET', KEYS[2], KEYS[i]))
  redis.call('INCRBY', KEYS[i], tonumber(ARGV[1 + i]) - was)
  redis.call('HSET', KEYS[2], KEYS[i], ARGV[1 + i])
end
redis.call('SET', KEYS[1], ARGV[3], 'KEEPTTL')
return 1
