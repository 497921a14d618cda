package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A list of videos: an ordinary playlist, or a channel's uploads. Safe to change any time. */
public final class SimPlaylist {

  /** An uploads list ends after so many items (facts seen on channels of more than 20,000). */
  public static final int UPLOADS_CAP = 20_000;

  /** One place in the list. */
  record Entry(String itemId, SimVideo video, Instant addedAt) {}

  private static final Instant FIRST_ADDED = Instant.parse("2026-11-02T08:00:00Z");

  private final String id;
  private final SimChannel owner;
  private final boolean uploads;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<PageQuirk> quirks = EnumSet.noneOf(PageQuirk.class);
  private String title;
  private boolean hidden;
  private boolean deleted;
  private int added;

  SimPlaylist(String id, SimChannel owner) {
    this.id = id;
    this.owner = owner;
    this.uploads = id.startsWith("UU");
    this.title = "Playlist " + id.substring(2, 8);
  }

  public String id() {
    return id;
  }

  public SimChannel owner() {
    return owner;
  }

  /** Adds videos of any channel and in any state at the end; the same video may be added again. */
  public SimPlaylist add(SimVideo... videos) {
    return addAll(List.of(videos));
  }

  /** Like {@link #add}. */
  public synchronized SimPlaylist addAll(Collection<SimVideo> videos) {
    videos.forEach(video -> entries.add(entry(video)));
    return this;
  }

  /** Puts a video at that place; what was there and behind moves down. */
  public synchronized SimPlaylist insert(int position, SimVideo video) {
    entries.add(position, entry(video));
    return this;
  }

  /** Takes the video out of the list; what follows moves up. */
  public synchronized SimPlaylist remove(SimVideo video) {
    entries.removeIf(entry -> entry.video().equals(video));
    return this;
  }

  public synchronized SimPlaylist clear() {
    entries.clear();
    return this;
  }

  public synchronized SimPlaylist title(String newTitle) {
    title = newTitle;
    return this;
  }

  /** Others are refused from now on. */
  public synchronized SimPlaylist makePrivate() {
    hidden = true;
    return this;
  }

  /** The list is not found from now on. */
  public synchronized SimPlaylist delete() {
    deleted = true;
    return this;
  }

  /** From now on the list's pages are cut in an unusual way. */
  public synchronized SimPlaylist quirk(PageQuirk quirk) {
    quirks.add(quirk);
    return this;
  }

  /** The videos in the order of the list, dead ones included. */
  public synchronized List<SimVideo> videos() {
    return entries.stream().map(Entry::video).toList();
  }

  /** The whole resource, as {@code playlists.list} would answer it with every part. */
  public ObjectNode json() {
    return PlaylistFiction.describe(this);
  }

  synchronized List<Entry> entries() {
    int end = uploads ? Math.min(UPLOADS_CAP, entries.size()) : entries.size();
    return List.copyOf(entries.subList(0, end));
  }

  synchronized String title() {
    return title;
  }

  synchronized Set<PageQuirk> quirks() {
    return EnumSet.copyOf(quirks);
  }

  synchronized boolean isHidden() {
    return hidden;
  }

  /**
   * Whether {@code playlistItems.list} knows it. The uploads list of a channel without a public
   * video is not found, whoever asks.
   */
  synchronized boolean exists() {
    if (deleted || owner.isTerminated()) {
      return false;
    }
    return !uploads
        || entries.stream().anyMatch(e -> e.video().visibility() == SimVideo.Visibility.PUBLIC);
  }

  boolean isOpenTo(SimChannel viewer) {
    return !isHidden() || owner.equals(viewer);
  }

  /** Whether {@code playlists.list} has it. */
  synchronized boolean isListedFor(SimChannel viewer) {
    return !deleted && !owner.isTerminated() && isOpenTo(viewer);
  }

  private Entry entry(SimVideo video) {
    long number = added++;
    String itemId = Ids.playlistItem(id, video.id(), Ids.seed(owner.seed(), number));
    Instant at = uploads ? video.publishedAt() : FIRST_ADDED.plusSeconds(60 * number);
    return new Entry(itemId, video, at);
  }
}
