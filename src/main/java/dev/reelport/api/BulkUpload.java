package dev.reelport.api;

import dev.reelport.imports.BulkRequest;
import dev.reelport.imports.OptionsBody;
import dev.reelport.platform.UserId;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Optional;

/** Reads what was sent to the call for bulk imports, by its media type. */
final class BulkUpload {

  static final String OPML = "text/x-opml";
  static final String CSV = "text/csv";

  private BulkUpload() {}

  /**
   * The request that a body makes.
   *
   * @param contentType as it was sent, with its parameters
   */
  static BulkRequest read(
      String contentType, RequestBytes body, UserId user, Optional<String> key) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case OPML, MediaType.APPLICATION_XML, MediaType.TEXT_XML ->
          BulkRequest.of(user, key, OpmlFile.targets(body.text()), OptionsBody.NONE);
      case CSV -> BulkRequest.of(user, key, TakeoutFile.targets(body.text()), OptionsBody.NONE);
      default -> body.as(BulkBody.class).by(user, key);
    };
  }
}
