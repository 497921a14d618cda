package dev.reelport.testing.youtube;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The WebSub hub under {@code /subscribe}: accepts, verifies by calling back, and tells subscribers
 * what a test tells it. It can be busy, silent, hasty, or deny.
 */
public final class SimHub {

  /** What is usually granted: five days. */
  public static final Duration LEASE = Duration.ofDays(5);

  private static final Pattern TOPIC = Pattern.compile("channel_id=([A-Za-z0-9_-]{24})");

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final List<String> verifications = new CopyOnWriteArrayList<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile String publicUrl = "";
  private volatile URI service;
  private volatile boolean busy;
  private volatile boolean silent;
  private volatile boolean denying;
  private volatile boolean hasty;

  /** A verified subscription. */
  public record Held(String callback, String channelId, String topic, Optional<String> secret) {}

  /** What a subscriber answered. */
  public record Delivery(int status, String body) {}

  /** Callbacks below the public address are looked for at the service. */
  public SimHub reaches(String publicAddress, URI at) {
    publicUrl = publicAddress;
    service = at;
    return this;
  }

  /** From now on everything is answered 503 with {@code Retry-After: 120}, as in September 2026. */
  public SimHub busy(boolean now) {
    busy = now;
    return this;
  }

  /** From now on nothing is told to anybody. */
  public SimHub silent(boolean now) {
    silent = now;
    return this;
  }

  /** From now on subscribers are told that they are not wanted. */
  public SimHub denying(boolean now) {
    denying = now;
    return this;
  }

  /** From now on it verifies first and answers afterwards. */
  public SimHub hasty(boolean now) {
    hasty = now;
    return this;
  }

  /** Who is subscribed to the channel. */
  public Optional<Held> subscriber(SimChannel channel) {
    return held.values().stream().filter(one -> one.channelId().equals(channel.id())).findFirst();
  }

  /** What was verified, such as {@code subscribe UC… 200}. */
  public List<String> verifications() {
    return List.copyOf(verifications);
  }

  /** How many were sent away while it was busy. */
  public int refused() {
    return refused.get();
  }

  Reply answer(SeenRequest request) {
    if (busy) {
      refused.incrementAndGet();
      return Reply.text(503, "text/plain", "Transient error; please try again later")
          .with("Retry-After", "120");
    }
    Map<String, String> form = request.form();
    String mode = form.getOrDefault("hub.mode", "");
    Matcher topic = TOPIC.matcher(form.getOrDefault("hub.topic", ""));
    String callback = form.getOrDefault("hub.callback", "");
    if (!mode.matches("subscribe|unsubscribe") || !topic.find() || callback.isEmpty()) {
      return Reply.text(400, "text/plain", "Invalid parameter");
    }
    Held wish =
        new Held(
            callback,
            topic.group(1),
            form.get("hub.topic"),
            Optional.ofNullable(form.get("hub.secret")));
    CompletableFuture<Void> settled =
        CompletableFuture.runAsync(() -> settle(denying ? "denied" : mode, wish));
    if (hasty) {
      settled.join();
    }
    return Reply.text(202, "text/plain", "");
  }

  private void settle(String mode, Held wish) {
    Delivery told = verify(mode, wish);
    verifications.add(mode + " " + wish.channelId() + " " + told.status());
    if (told.status() / 100 == 2 && told.body().equals(challenge(wish))) {
      if (mode.equals("subscribe")) {
        held.put(wish.callback(), wish);
      } else if (mode.equals("unsubscribe")) {
        held.remove(wish.callback());
      }
    }
  }

  /** Asks a subscriber whether it wants that; nothing follows from the answer. */
  public Delivery verify(String mode, Held wish) {
    String query =
        "hub.mode="
            + mode
            + "&hub.topic="
            + URLEncoder.encode(wish.topic(), StandardCharsets.UTF_8)
            + "&hub.challenge="
            + challenge(wish)
            + "&hub.lease_seconds="
            + LEASE.toSeconds();
    return sent(HttpRequest.newBuilder(URI.create(at(wish.callback()) + "?" + query)).GET());
  }

  private static String challenge(Held wish) {
    return Integer.toUnsignedString(wish.hashCode());
  }

  /** Tells the channel's subscriber of a video that is new, or was edited just now. */
  public Optional<Delivery> announce(SimVideo video) {
    return announce(video, Instant.now());
  }

  /** As if the video had been edited at that time. */
  public Optional<Delivery> announce(SimVideo video, Instant updated) {
    return told(video.channel(), entry(video, updated));
  }

  /** Tells the channel's subscriber that a video is deleted, or private now. */
  public Optional<Delivery> gone(SimVideo video) {
    return told(video.channel(), tombstone(video));
  }

  private Optional<Delivery> told(SimChannel channel, String body) {
    return silent
        ? Optional.empty()
        : subscriber(channel)
            .map(one -> deliver(one, body, "sha1=" + signature("HmacSHA1", one, body)));
  }

  /** Posts anything to a subscriber. */
  public Delivery deliver(Held to, String body, String signature) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(at(to.callback())))
            .header("Content-Type", "application/atom+xml")
            .header("Link", "<" + to.topic() + ">; rel=\"self\"")
            .POST(BodyPublishers.ofString(body));
    return sent(signature == null ? request : request.header("X-Hub-Signature", signature));
  }

  /** The signature of a body, in hexadecimal. */
  public static String signature(String algorithm, Held by, String body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(
          new SecretKeySpec(by.secret().orElse("").getBytes(StandardCharsets.UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a notification of a video is like on the wire. */
  public static String entry(SimVideo video, Instant updated) {
    return """
        <?xml version='1.0' encoding='UTF-8'?>
        <feed xmlns:yt="http://www.youtube.com/xml/schemas/2015"\
         xmlns="http://www.w3.org/2005/Atom">\
        <link rel="hub" href="https://pubsubhubbub.appspot.com"/>\
        <link rel="self" href="https://www.youtube.com/xml/feeds/videos.xml?channel_id=%2$s"/>\
        <title>YouTube video feed</title><updated>%4$s</updated><entry>
          <id>yt:video:%1$s</id>
          <yt:videoId>%1$s</yt:videoId>
          <yt:channelId>%2$s</yt:channelId>
          <title>News</title>
          <link rel="alternate" href="https://www.youtube.com/watch?v=%1$s"/>
          <author>
           <name>Somebody</name>
           <uri>https://www.youtube.com/channel/%2$s</uri>
          </author>
          <published>%3$s</published>
          <updated>%4$s</updated>
         </entry></feed>
        """
        .formatted(video.id(), video.channel().id(), offset(video.publishedAt()), offset(updated));
  }

  /** What a tombstone is like on the wire. */
  public static String tombstone(SimVideo video) {
    return """
        <?xml version='1.0' encoding='UTF-8'?>
        <feed xmlns:at="http://purl.org/atompub/tombstones/1.0"\
         xmlns="http://www.w3.org/2005/Atom">\
        <at:deleted-entry ref="yt:video:%1$s" when="%3$s">
          <link href="https://www.youtube.com/watch?v=%1$s"/>
          <at:by>
           <name>Somebody</name>
           <uri>https://www.youtube.com/channel/%2$s</uri>
          </at:by>
         </at:deleted-entry></feed>
        """
        .formatted(video.id(), video.channel().id(), offset(Instant.now()));
  }

  private static String offset(Instant at) {
    return at.toString().replace("Z", "+00:00");
  }

  private String at(String callback) {
    return !publicUrl.isEmpty() && callback.startsWith(publicUrl)
        ? service + callback.substring(publicUrl.length())
        : callback;
  }

  private Delivery sent(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer =
          client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
      return new Delivery(answer.statusCode(), answer.body());
    } catch (java.io.IOException lost) {
      return new Delivery(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery(0, "");
    }
  }
}
