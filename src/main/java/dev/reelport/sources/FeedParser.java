package dev.reelport.sources;

import dev.reelport.platform.Xml;
import dev.reelport.youtube.ChannelId;
import dev.reelport.youtube.VideoId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads what YouTube writes as Atom: feeds, and the notifications of its hub with their tombstones
 * (RFC 6721). The text comes from strangers: document types and entities other than XML's own five
 * are refused, depth and number of entries are bounded, and whatever is wrong ends in one failure.
 * Single values that are missing or bad are absent.
 */
final class FeedParser {

  /** Entries that are read; YouTube's feeds have 15. */
  static final int MOST_ENTRIES = 500;

  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 256;
  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String YOUTUBE = "http://www.youtube.com/xml/schemas/2015";
  private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
  private static final String VIDEO = "yt:video:";
  private static final String CHANNEL_PATH = "/channel/";

  private FeedParser() {}

  /** What a feed says. */
  record Feed(List<Entry> entries, List<Tombstone> tombstones) {}

  /** A video that is there. */
  record Entry(
      VideoId video,
      Optional<ChannelId> channel,
      Optional<Instant> published,
      Optional<Instant> updated) {}

  /** A video that is deleted, or private now. */
  record Tombstone(VideoId video, Optional<ChannelId> channel, Optional<Instant> when) {}

  /** The text is no feed. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Reads a feed.
   *
   * @throws UnreadableException whatever is wrong with it
   */
  static Feed read(byte[] body) throws UnreadableException {
    try {
      XMLStreamReader xml = Xml.reader(decoded(body));
      try {
        return new Reading(xml).feed();
      } finally {
        xml.close();
      }
    } catch (CharacterCodingException | XMLStreamException e) {
      throw new UnreadableException("The text is no Atom feed", e);
    }
  }

  // YouTube writes UTF-8. The parser would report bytes that are none on the console.
  private static String decoded(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  /** One pass over one text. */
  private static final class Reading {
    private final XMLStreamReader xml;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Tombstone> tombstones = new ArrayList<>();
    private int depth;
    private String video = "";
    private String channel = "";
    private String published = "";
    private String updated = "";

    Reading(XMLStreamReader xml) {
      this.xml = xml;
    }

    Feed feed() throws XMLStreamException {
      boolean found = false;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          throw new XMLStreamException("Document types and entities are not read");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
          if (depth == 1) {
            found = is(ATOM, "feed");
          }
          begin();
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          end();
          depth--;
        }
      }
      if (!found) {
        throw new XMLStreamException("The root is no feed");
      }
      return new Feed(List.copyOf(entries), List.copyOf(tombstones));
    }

    private void begin() throws XMLStreamException {
      if (depth > DEEPEST) {
        throw new XMLStreamException("The elements are too deep");
      }
      if (depth == 2) {
        forget();
        if (is(TOMBSTONES, "deleted-entry")) {
          video = attribute("ref");
          updated = attribute("when");
        }
      } else if (is(YOUTUBE, "videoId") && depth == 3) {
        video = VIDEO + text();
      } else if (is(YOUTUBE, "channelId") && depth == 3) {
        channel = text();
      } else if (is(ATOM, "published") && depth == 3) {
        published = text();
      } else if (is(ATOM, "updated") && depth == 3) {
        updated = text();
      } else if (is(ATOM, "uri") && depth == 4 && channel.isEmpty()) {
        String uri = text();
        int at = uri.indexOf(CHANNEL_PATH);
        channel = at < 0 ? "" : uri.substring(at + CHANNEL_PATH.length());
      }
    }

    private void end() throws XMLStreamException {
      if (depth == 2 && is(ATOM, "entry")) {
        videoId().ifPresent(id -> entries.add(entry(id)));
      } else if (depth == 2 && is(TOMBSTONES, "deleted-entry")) {
        videoId().ifPresent(id -> tombstones.add(new Tombstone(id, channelId(), time(updated))));
      }
      if (entries.size() + tombstones.size() > MOST_ENTRIES) {
        throw new XMLStreamException("The feed has too many entries");
      }
    }

    private Entry entry(VideoId id) {
      return new Entry(id, channelId(), time(published), time(updated));
    }

    private void forget() {
      video = "";
      channel = "";
      published = "";
      updated = "";
    }

    private boolean is(String namespace, String name) {
      return name.equals(xml.getLocalName()) && namespace.equals(xml.getNamespaceURI());
    }

    private String attribute(String name) {
      String value = xml.getAttributeValue(null, name);
      return value == null ? "" : value;
    }

    /** The text of the element, whose end this passes. */
    private String text() throws XMLStreamException {
      String text = xml.getElementText();
      depth--;
      return text.length() > LONGEST_TEXT ? "" : text.strip();
    }

    private Optional<VideoId> videoId() {
      return Optional.of(video)
          .filter(ref -> ref.startsWith(VIDEO))
          .map(ref -> ref.substring(VIDEO.length()))
          .filter(VideoId::isValid)
          .map(VideoId::new);
    }

    private Optional<ChannelId> channelId() {
      return Optional.of(channel).filter(ChannelId::isValid).map(ChannelId::new);
    }

    private static Optional<Instant> time(String text) {
      try {
        return text.isEmpty()
            ? Optional.empty()
            : Optional.of(OffsetDateTime.parse(text).toInstant());
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}
