package dev.reelport.youtube;

import java.util.Locale;

/** How a channel was named. Only an id is final; the rest is resolved by YouTube. */
public sealed interface ChannelRef {

  /** One spelling for every way of writing the same reference, such as {@code handle:@google}. */
  String canonical();

  /** {@code /channel/UC…} or a bare channel id. */
  record ById(ChannelId id) implements ChannelRef {
    @Override
    public String canonical() {
      return "channel:" + id;
    }
  }

  /** {@code @handle}; the value has no {@code @}. Handles are case-insensitive. */
  record ByHandle(String handle) implements ChannelRef {
    @Override
    public String canonical() {
      return "handle:@" + handle.toLowerCase(Locale.ROOT);
    }
  }

  /** {@code /user/name}, the user names of before 2015. */
  record ByUsername(String name) implements ChannelRef {
    @Override
    public String canonical() {
      return "user:" + name.toLowerCase(Locale.ROOT);
    }
  }

  /** {@code /c/name}: YouTube has no filter for it, so it is tried as a handle, then as a user. */
  record ByCustomName(String name) implements ChannelRef {
    @Override
    public String canonical() {
      return "custom:" + name.toLowerCase(Locale.ROOT);
    }
  }
}
