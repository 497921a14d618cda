package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelport.testing.youtube.SimVideo.Visibility;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The Atom feed: the 15 newest public videos of a channel or playlist; no key, no quota. */
record FeedEndpoint(World world) {

  private static final int ENTRIES = 15;

  Reply answer(SeenRequest request) {
    Optional<SimPlaylist> list =
        request
            .parameter("channel_id")
            .flatMap(world::channelById)
            .map(SimChannel::uploadsPlaylist)
            .or(() -> request.parameter("playlist_id").flatMap(world::playlist))
            .filter(found -> found.isListedFor(null));
    if (list.isEmpty()) {
      return Reply.text(404, "text/html; charset=UTF-8", "<title>Error 404 (Not Found)</title>");
    }
    List<SimVideo> newest =
        videos(list.get()).stream()
            .filter(video -> video.isAvailable() && video.visibility() == Visibility.PUBLIC)
            .sorted(Comparator.comparing((SimVideo video) -> video.publishedAt()).reversed())
            .limit(ENTRIES)
            .toList();
    String body = feed(list.get(), newest);
    String etag = "\"" + Json.etag(Json.object().put("feed", body)) + "\"";
    if (request.header("if-none-match").filter(etag::equals).isPresent()) {
      return Reply.notModified().with("ETag", etag);
    }
    Instant modified = newest.isEmpty() ? Instant.EPOCH : newest.get(0).publishedAt();
    return Reply.text(200, "text/xml; charset=UTF-8", body)
        .with("ETag", etag)
        .with(
            "Last-Modified",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
  }

  private static List<SimVideo> videos(SimPlaylist list) {
    return list.id().equals(list.owner().uploadsId()) ? list.owner().inFeed() : list.videos();
  }

  private static String feed(SimPlaylist list, List<SimVideo> videos) {
    SimChannel channel = list.owner();
    StringBuilder xml =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns:yt="http://www.youtube.com/xml/schemas/2015"\
             xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
            """);
    xml.append(
        """
         <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=%1$s"/>
         <id>yt:channel:%1$s</id>
         <yt:channelId>%1$s</yt:channelId>
         <title>%2$s</title>
         <link rel="alternate" href="https://www.youtube.com/channel/%1$s"/>
         <author><name>%2$s</name><uri>https://www.youtube.com/channel/%1$s</uri></author>
         <published>2012-03-04T05:06:07+00:00</published>
        """
            .formatted(channel.id(), escaped(channel.title())));
    videos.forEach(video -> entry(xml, video));
    return xml.append("</feed>\n").toString();
  }

  private static void entry(StringBuilder xml, SimVideo video) {
    ObjectNode json = video.json();
    String path = video.kind() == SimVideo.Kind.SHORT ? "shorts/" : "watch?v=";
    xml.append(
        """
         <entry>
          <id>yt:video:%1$s</id>
          <yt:videoId>%1$s</yt:videoId>
          <yt:channelId>%2$s</yt:channelId>
          <title>%3$s</title>
          <link rel="alternate" href="https://www.youtube.com/%4$s%1$s"/>
          <author><name>%5$s</name><uri>https://www.youtube.com/channel/%2$s</uri></author>
          <published>%6$s</published>
          <updated>%6$s</updated>
          <media:group>
           <media:title>%3$s</media:title>
           <media:thumbnail url="https://i1.ytimg.com/vi/%1$s/hqdefault.jpg"\
            width="480" height="360"/>
           <media:description>%7$s</media:description>
           <media:community><media:statistics views="%8$s"/></media:community>
          </media:group>
         </entry>
        """
            .formatted(
                video.id(),
                video.channel().id(),
                escaped(json.at("/snippet/title").asText()),
                path,
                escaped(video.channel().title()),
                video.publishedAt().toString().replace("Z", "+00:00"),
                escaped(json.at("/snippet/description").asText()),
                json.at("/statistics/viewCount").asText("0")));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
