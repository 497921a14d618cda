package dev.reelport.testing.youtube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The pictures of videos and channels. */
final class Thumbnails {

  private record Size(String file, int width, int height) {}

  private static final Map<String, Size> VIDEO =
      Map.of(
          "default", new Size("default", 120, 90),
          "medium", new Size("mqdefault", 320, 180),
          "high", new Size("hqdefault", 480, 360),
          "standard", new Size("sddefault", 640, 480),
          "maxres", new Size("maxresdefault", 1280, 720),
          "fhd", new Size("fhddefault", 1920, 1080),
          "qhd", new Size("qhddefault", 2560, 1440),
          "uhd", new Size("uhddefault", 3840, 2160));

  private Thumbnails() {}

  /** Puts the named sizes into a snippet, in place of those that are there. */
  static void put(ObjectNode snippet, String videoId, List<String> names) {
    ObjectNode thumbnails = Json.object();
    for (String name : names) {
      Size size = VIDEO.get(name);
      thumbnails
          .putObject(name)
          .put("url", "https://i.ytimg.com/vi/" + videoId + "/" + size.file() + ".jpg")
          .put("width", size.width())
          .put("height", size.height());
    }
    snippet.set("thumbnails", thumbnails);
  }

  static void putChannel(ObjectNode snippet, String channelId) {
    ObjectNode thumbnails = snippet.putObject("thumbnails");
    String url = "https://yt3.ggpht.com/ytc/" + channelId + "=s";
    putSquare(thumbnails, "default", url, 88);
    putSquare(thumbnails, "medium", url, 240);
    putSquare(thumbnails, "high", url, 800);
  }

  private static void putSquare(ObjectNode thumbnails, String name, String url, int side) {
    thumbnails
        .putObject(name)
        .put("url", url + side + "-c-k-c0x00ffffff-no-rj")
        .put("width", side)
        .put("height", side);
  }
}
