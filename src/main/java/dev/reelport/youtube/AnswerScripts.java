package dev.reelport.youtube;

/** What Redis does as one step with the entries of {@link RecentAnswers}. */
final class AnswerScripts {

  /**
   * Looks for each wish, and claims what is not there. That YouTube has no such thing is told to
   * those only who waited while somebody asked.
   */
  static final String TAKE =
      """
      -- KEYS: the entry of each wish
      -- ARGV: milliseconds of a claim; 1 if the wishes have waited for others' claims;
      --       then for each wish: user, work, since and not before (epoch milliseconds)
      -- Answers for each: "f" and the answer, "n" nothing there, "m" mine to ask, "o" others ask
      local taken = {}
      for i, entry in ipairs(KEYS) do
        local user, work = ARGV[4 * i - 1], ARGV[4 * i]
        local since, floor = tonumber(ARGV[4 * i + 1]), tonumber(ARGV[4 * i + 2])
        local kept = redis.pcall('HMGET', entry, 'at', 'answer', user)
        local at = kept[1] and tonumber(kept[1])
        local answer, had = kept[2], kept[3]
        if at and answer and at >= floor
            and (not had or had == work or at >= since)
            and (answer ~= '' or ARGV[2] == '1') then
          redis.call('HSETNX', entry, user, work)
          taken[i] = answer == '' and 'n' or 'f' .. answer
        else
          local claim = entry .. ':claim'
          if redis.call('SET', claim, work, 'NX', 'PX', ARGV[1])
              or redis.call('GET', claim) == work then
            if answer == '' then
              redis.call('DEL', entry)
            end
            taken[i] = 'm'
          else
            taken[i] = 'o'
          end
        end
      end
      return taken
      """;

  /** Keeps answers and ends claims. */
  static final String KEEP =
      """
      -- KEYS: the entry of each answer
      -- ARGV: when YouTube was asked (epoch milliseconds); then for each answer: milliseconds to
      --       keep it, 0 for not at all; the answer; the number of works it is for, and user and
      --       work of each. Claims of these works end.
      local a = 2
      for _, entry in ipairs(KEYS) do
        local keep, answer, works = tonumber(ARGV[a]), ARGV[a + 1], tonumber(ARGV[a + 2])
        local claim = entry .. ':claim'
        local holder = redis.call('GET', claim)
        if keep > 0 then
          redis.call('DEL', entry)
          redis.call('HSET', entry, 'at', ARGV[1], 'answer', answer)
          redis.call('PEXPIRE', entry, keep)
        end
        a = a + 3
        for _ = 1, works do
          if keep > 0 then
            redis.call('HSET', entry, ARGV[a], ARGV[a + 1])
          end
          if holder == ARGV[a + 1] then
            redis.call('DEL', claim)
          end
          a = a + 2
        end
      end
      """;

  private AnswerScripts() {}
}
