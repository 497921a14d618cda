package dev.reelport.projects;

import java.util.List;

/** What a project is about: tools and categories of the catalogue, and free topics. */
public record Tags(List<String> tools, List<String> categories, List<String> topics) {

  /** About nothing that is known. */
  public static final Tags NONE = new Tags(List.of(), List.of(), List.of());

  public Tags {
    tools = List.copyOf(tools);
    categories = List.copyOf(categories);
    topics = List.copyOf(topics);
  }

  /** Whether it says nothing at all. */
  public boolean isEmpty() {
    return tools.isEmpty() && categories.isEmpty() && topics.isEmpty();
  }
}
