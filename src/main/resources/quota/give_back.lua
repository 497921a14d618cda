-- Takes a charge back, once: the mark goes with it. Without the mark, or after the day was opened
-- again, nothing is given back: the counters know nothing of the charge then.
-- KEYS: the mark of the charge; open; the counters it was added to
-- ARGV: units
-- Answers 1 if it was given back.
local answered = redis.call('GET', KEYS[1])
if not answered then
  return 0
end
redis.call('DEL', KEYS[1])
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local charged = string.match(answered, '^granted:[^:]*:(%d+):')
local openedBy, opening = string.match(redis.call('GET', KEYS[2]) or '', '^(%w+) (%d+) ')
if openedBy ~= run or opening ~= charged then
  return 0
end
local units = tonumber(ARGV[1])
for i = 3, #KEYS do
  local used = tonumber(redis.call('GET', KEYS[i]) or 0)
  if used > 0 then
    redis.call('DECRBY', KEYS[i], math.min(used, units))
  end
end
return 1
