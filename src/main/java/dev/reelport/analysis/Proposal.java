package dev.reelport.analysis;

import java.util.List;

/**
 * What somebody believes a video is about, in their own words. Nothing of it is shown before the
 * catalogue and {@link Topics} have had their say.
 */
record Proposal(List<String> tools, List<String> categories, List<String> topics) {

  private static final int TAGS_FOR_TOOLS = 10;
  private static final int TAGS_FOR_TOPICS = 8;

  Proposal {
    tools = List.copyOf(tools);
    categories = List.copyOf(categories);
    topics = List.copyOf(topics);
  }

  /** The fallback: what the video's own tags say. They name no categories. */
  static Proposal ofTags(List<String> tags) {
    return new Proposal(first(TAGS_FOR_TOOLS, tags), List.of(), first(TAGS_FOR_TOPICS, tags));
  }

  private static List<String> first(int most, List<String> tags) {
    return tags.stream().limit(most).toList();
  }
}
