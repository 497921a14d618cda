package dev.reelport.testing.e2e;

import dev.reelport.testing.youtube.SimChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A person's browser on its way to Google and back. It has no token. */
public final class Browser {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final SimChannel account;

  /** The browser of whoever owns the channel. */
  public Browser(SimChannel account) {
    this.account = account;
  }

  /** Connects the channel as that user, at that instance of the service. */
  public void connect(ApiClient user, URI service) {
    ApiClient.Answer begun = user.at(service).post("/v1/connections/youtube", "");
    URI sentTo = consentAt(begun.json().get("authorizationUrl").asText());
    HttpResponse<String> page = comeBack(sentTo, service);
    if (page.statusCode() != 200) {
      throw new AssertionError(page.statusCode() + " " + page.body());
    }
  }

  /** Goes to Google's page of consent, decides, and answers where Google sends it. */
  public URI consentAt(String authorizationUrl) {
    HttpResponse<String> answer = get(URI.create(authorizationUrl + "&login_hint=" + account.id()));
    if (answer.statusCode() != 302) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  /** Goes where Google sends it, at that instance of the service. */
  public HttpResponse<String> comeBack(URI sentTo, URI service) {
    String path = sentTo.getRawPath();
    return get(service.resolve(path.substring(path.indexOf("/v1/")) + "?" + sentTo.getRawQuery()));
  }

  /** Goes anywhere. */
  public HttpResponse<String> get(URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
