-- Charges units to the user's and the project's counter, both or none.
-- KEYS: the mark of the charge; then for each of three days: user, project, closed
-- ARGV: clock offset in seconds; start, end (epoch seconds) and date of each of the three days;
--       units; the user's ceiling, or -1 if the user does not count; the project's ceiling;
--       seconds to remember the charge
-- Answers "granted:DATE:USER BEFORE:PROJECT BEFORE", "refused:user:DATE", "refused:project:DATE",
-- or "unknown" if it is none of the three days.
local mark = KEYS[1]
local answered = redis.call('GET', mark)
if answered then
  return answered
end

local offset = tonumber(ARGV[1])
local now = tonumber(redis.call('TIME')[1]) + offset
local day
for d = 0, 2 do
  if now >= tonumber(ARGV[2 + 3 * d]) and now < tonumber(ARGV[3 + 3 * d]) then
    day = d
  end
end
if not day then
  return 'unknown'
end

local ends = tonumber(ARGV[3 + 3 * day])
local date = ARGV[4 + 3 * day]
local user, project, closed = KEYS[2 + 3 * day], KEYS[3 + 3 * day], KEYS[4 + 3 * day]
local units = tonumber(ARGV[11])
local userCeiling, projectCeiling = tonumber(ARGV[12]), tonumber(ARGV[13])
local userBefore = tonumber(redis.call('GET', user) or 0)
local projectBefore = tonumber(redis.call('GET', project) or 0)

if userCeiling >= 0 and userBefore + units > userCeiling then
  return 'refused:user:' .. date
end
if redis.call('EXISTS', closed) == 1 or projectBefore + units > projectCeiling then
  return 'refused:project:' .. date
end

if userCeiling >= 0 then
  redis.call('INCRBY', user, units)
  redis.call('EXPIREAT', user, ends - offset)
end
redis.call('INCRBY', project, units)
redis.call('EXPIREAT', project, ends - offset)

local answer = 'granted:' .. date .. ':' .. userBefore .. ':' .. projectBefore
redis.call('SET', mark, answer, 'EX', ARGV[14])
return answer
