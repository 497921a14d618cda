package dev.reelport.youtube;

import dev.reelport.platform.UserId;
import java.time.Instant;
import java.util.UUID;

/**
 * For whom something is asked that anybody may see. What a user's own grant opens is never asked in
 * this way: it goes to {@link YouTube} directly and is kept nowhere.
 *
 * @param user whose work it is
 * @param work an import or a preview; what the user's works before were told is no news to it
 * @param since when the work was ordered: whatever was asked after that is news
 * @param payer who pays if YouTube has to be asked
 */
public record Asker(UserId user, UUID work, Instant since, Payer payer) {}
