-- Charges units to the user's and the project's counter, both or none.
-- KEYS: the mark of the charge; then for each of three days: user, project, closed, share
-- ARGV: clock offset in seconds; start, end (epoch seconds) and date of each of the three days;
--       units; the user's ceiling, or -1 if the user does not count; the project's ceiling;
--       seconds to remember the charge; 1 if the user must leave others their share
-- Answers "granted:DATE:USER BEFORE:PROJECT BEFORE"; "refused:BY:WHEN", by user, project or share,
-- with the epoch second, without the offset, from which it may be granted; or "unknown" if it is
-- none of the three days.
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

local resets = tonumber(ARGV[3 + 3 * day]) - offset
local date = ARGV[4 + 3 * day]
local user, project = KEYS[2 + 4 * day], KEYS[3 + 4 * day]
local closed, share = KEYS[4 + 4 * day], KEYS[5 + 4 * day]
local units = tonumber(ARGV[11])
local userCeiling, projectCeiling = tonumber(ARGV[12]), tonumber(ARGV[13])
local userBefore = tonumber(redis.call('GET', user) or 0)
local projectBefore = tonumber(redis.call('GET', project) or 0)

if userCeiling >= 0 and userBefore + units > userCeiling then
  return 'refused:user:' .. resets
end
if projectBefore + units > projectCeiling then
  return 'refused:project:' .. resets
end
local closedFor = redis.call('TTL', closed)
if closedFor >= 0 then
  return 'refused:project:' .. math.min(resets, now - offset + closedFor + 1)
end

local level = ARGV[15] == '1' and tonumber(redis.call('GET', share) or '')
if level and userBefore + units > level then
  return 'refused:share:' .. resets
end

if userCeiling >= 0 then
  redis.call('INCRBY', user, units)
  redis.call('EXPIREAT', user, resets)
end
redis.call('INCRBY', project, units)
redis.call('EXPIREAT', project, resets)

local answer = 'granted:' .. date .. ':' .. userBefore .. ':' .. projectBefore
redis.call('SET', mark, answer, 'EX', ARGV[14])
return answer
