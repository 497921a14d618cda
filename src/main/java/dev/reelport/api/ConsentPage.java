package dev.reelport.api;

import dev.reelport.connections.ConsentOutcome;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The page people see when they come back from Google. It says nothing that came with the request,
 * loads nothing, links nowhere and cannot be framed.
 */
enum ConsentPage {
  CONNECTED(200, "Connected", "Your YouTube channel is connected. You can close this page."),
  DECLINED(
      403,
      "Not connected",
      "You did not allow it, so nothing was connected. You can close this page."),
  INCOMPLETE(
      400,
      "Not connected",
      "Google did not give what is needed. Begin again, and allow reading your YouTube account."),
  STALE(
      400,
      "Not connected",
      "This page was opened before, too late, or not from Google. Begin again where you came"
          + " from."),
  REFUSED(400, "Not connected", "Google did not confirm it. Begin again where you came from."),
  UNAVAILABLE(
      503,
      "Not connected",
      "It cannot be finished right now. Wait a little, and begin again where you came from."),
  OFF(404, "Not connected", "Connecting a YouTube channel is switched off here.");

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>%1$s</title></head>
      <body><h1>%1$s</h1><p>%2$s</p></body>
      </html>
      """;

  private final int status;
  private final String title;
  private final String text;

  ConsentPage(int status, String title, String text) {
    this.status = status;
    this.title = title;
    this.text = text;
  }

  /** The page of an outcome. */
  static ConsentPage of(ConsentOutcome outcome) {
    return switch (outcome) {
      case CONNECTED -> CONNECTED;
      case DECLINED -> DECLINED;
      case INCOMPLETE -> INCOMPLETE;
      case STALE -> STALE;
      case REFUSED -> REFUSED;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  /** The answer. Its address has a code in it, which no other site may learn. */
  Response response() {
    return Response.status(status)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header(
            "Content-Security-Policy",
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .header("Referrer-Policy", "no-referrer")
        .header("X-Frame-Options", "DENY")
        .entity(PAGE.formatted(title, text))
        .build();
  }
}
