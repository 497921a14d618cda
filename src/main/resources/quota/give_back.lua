-- Takes a charge back, once: the mark goes with it. Without the mark nothing is given back, since
-- counting too much is allowed and counting too little never.
-- KEYS: the mark of the charge; the counters it was added to
-- ARGV: units
-- Answers 1 if it was given back.
if redis.call('DEL', KEYS[1]) == 0 then
  return 0
end
local units = tonumber(ARGV[1])
for i = 2, #KEYS do
  local used = tonumber(redis.call('GET', KEYS[i]) or 0)
  if used > 0 then
    redis.call('DECRBY', KEYS[i], math.min(used, units))
  end
end
return 1
