package dev.reelport.api;

import dev.reelport.imports.ImportView;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;

/** Writes the states of an import as events, with comments in between so that proxies hold on. */
final class EventStream {

  /** Browsers reconnect to streams that end; after the final state they had better not soon. */
  private static final long AFTER_THE_END_MILLIS = Duration.ofHours(1).toMillis();

  private final Sse sse;
  private final Duration heartbeat;

  EventStream(Sse sse, Duration heartbeat) {
    this.sse = sse;
    this.heartbeat = heartbeat;
  }

  /**
   * A comment at once, then the states as they come; ends with them.
   *
   * @param now the import as the stream begins
   */
  Multi<OutboundSseEvent> of(ImportView now, Multi<ImportView> states) {
    Multi<Optional<OutboundSseEvent>> events =
        states.map(this::event).map(Optional::of).onCompletion().continueWith(Optional.empty());
    Multi<Optional<OutboundSseEvent>> heartbeats =
        Multi.createFrom()
            .ticks()
            .startingAfter(heartbeat)
            .every(heartbeat)
            .onOverflow()
            .drop()
            .map(tick -> Optional.of(sse.newEventBuilder().comment("").build()));
    Multi<OutboundSseEvent> both =
        Multi.createBy()
            .merging()
            .streams(events, heartbeats)
            .select()
            .first(Optional::isPresent)
            .map(Optional::get);
    return Multi.createBy().concatenating().streams(Multi.createFrom().item(hello(now)), both);
  }

  private OutboundSseEvent hello(ImportView now) {
    return ending(now, sse.newEventBuilder().comment("watching")).build();
  }

  private OutboundSseEvent event(ImportView view) {
    return ending(view, sse.newEventBuilder().name("import").id(Long.toString(view.version())))
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(ImportView.class, view)
        .build();
  }

  private static OutboundSseEvent.Builder ending(ImportView view, OutboundSseEvent.Builder event) {
    return view.status().isFinal() ? event.reconnectDelay(AFTER_THE_END_MILLIS) : event;
  }
}
