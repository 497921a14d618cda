-- Charges units to the user's and the project's counter, both or none.
-- KEYS: the mark of the charge; then for each of three days: user, project, closed, share (how far
--       each user's lists may go), open (how the day was opened), checked (the counters that are
--       right since), opening (the token of whoever may open it)
-- ARGV: clock offset in seconds; start, end (epoch seconds) and date of each of the three days;
--       units; the user's ceiling, or -1 if the user does not count; the project's ceiling;
--       seconds to remember the charge; seconds an opening may take; 1 if the user must leave
--       others their share
-- Answers "granted:DATE:OPENING:USER BEFORE:PROJECT BEFORE"; "refused:BY:WHEN", by user, project or
-- share, with the epoch second, without the offset, from which it may be granted;
-- "unopened:DATE:TOKEN" or "unchecked:DATE:OPEN" if the counters are not to be trusted before they
-- are rebuilt from the ledger; or "unknown" if it is none of the three days.
local mark = KEYS[1]
local answered = redis.call('GET', mark)
if answered then
  return answered
end

-- Which day it is.
local offset = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = tonumber(time[1]) + offset
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
local first = 2 + 7 * day
local user, project = KEYS[first], KEYS[first + 1]
local closed, share = KEYS[first + 2], KEYS[first + 3]
local open, checked, opener = KEYS[first + 4], KEYS[first + 5], KEYS[first + 6]
local units = tonumber(ARGV[11])
local userCeiling, projectCeiling = tonumber(ARGV[12]), tonumber(ARGV[13])

-- Whether the counters are whole. A Redis that was emptied has not opened the day; one that was
-- started again may have lost its last charges, and has another run id than the day was opened by.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local opened = redis.call('GET', open)
local openedBy, opening, margin = string.match(opened or '', '^(%w+) (%d+) (%d+)$')
if openedBy ~= run or redis.call('EXISTS', project) == 0 then
  local token = redis.call('GET', opener)
  if not token or string.match(token, '^%w+') ~= run then
    token = run .. '-' .. time[1] .. '-' .. time[2]
    redis.call('SET', opener, token, 'EX', ARGV[15])
  end
  return 'unopened:' .. date .. ':' .. token
end
if userCeiling >= 0 and tonumber(opening) > 1 and redis.call('HEXISTS', checked, user) == 0 then
  return 'unchecked:' .. date .. ':' .. opened
end

-- Whether there is room. The margin is what may have been charged unseen before the day was opened
-- again; it goes as instances book what they had charged, so what it stands against may pass soon.
margin = tonumber(margin)
local userBefore = tonumber(redis.call('GET', user) or 0)
local projectBefore = tonumber(redis.call('GET', project) or 0)
local soon = now - offset + 30
local function refused(whose, before, ceiling)
  local opens = before + units <= ceiling and soon or resets
  return 'refused:' .. whose .. ':' .. math.min(resets, opens)
end
if userCeiling >= 0 and userBefore + margin + units > userCeiling then
  return refused('user', userBefore, userCeiling)
end
if projectBefore + margin + units > projectCeiling then
  return refused('project', projectBefore, projectCeiling)
end
local closedFor = redis.call('TTL', closed)
if closedFor >= 0 then
  return 'refused:project:' .. math.min(resets, now - offset + closedFor + 1)
end

local level = ARGV[16] == '1' and tonumber(redis.call('GET', share) or '')
if level and userBefore + units > level then
  return 'refused:share:' .. resets
end

if userCeiling >= 0 then
  redis.call('INCRBY', user, units)
  redis.call('EXPIREAT', user, resets)
end
redis.call('INCRBY', project, units)
redis.call('EXPIREAT', project, resets)

local answer = 'granted:' .. date .. ':' .. opening .. ':' .. userBefore .. ':' .. projectBefore
redis.call('SET', mark, answer, 'EX', ARGV[14])
return answer
