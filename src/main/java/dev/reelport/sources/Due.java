package dev.reelport.sources;

import dev.reelport.platform.UserId;
import java.util.List;

/**
 * A list that is to be checked.
 *
 * @param state what is known of it
 * @param followers whose sources are due, the most overdue first; at least one
 */
record Due(ListState state, List<UserId> followers) {}
