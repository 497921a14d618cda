package dev.reelport.youtube;

import dev.reelport.platform.UserId;
import java.time.Instant;
import java.util.UUID;

/**
 * For whom something is asked. Only what anybody may see is shared by it: what a user's own grant
 * opens is asked of {@link YouTube} directly and kept nowhere.
 *
 * @param user whose work it is
 * @param work an import or a preview; what the user's works before were told is no news to it
 * @param since when the work was ordered: whatever was asked after that is news
 * @param payer who pays if YouTube has to be asked
 */
public record Asker(UserId user, UUID work, Instant since, Payer payer) {}
