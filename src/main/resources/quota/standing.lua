-- Says how a day is open and, while there is a margin, from what each counter started.
-- KEYS: open; checked
-- Answers a list: open, then counter, start, counter, start ...; an empty one if it is not open.
local opened = redis.call('GET', KEYS[1])
if not opened then
  return {}
end
local answer = {opened}
if string.match(opened, ' 0$') == nil then
  for _, value in ipairs(redis.call('HGETALL', KEYS[2])) do
    answer[#answer + 1] = value
  end
end
return answer
