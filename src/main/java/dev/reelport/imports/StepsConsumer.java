package dev.reelport.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelport.platform.Drain;
import dev.reelport.platform.FieldLogger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes one step at a time; the record is acknowledged after its work is done. */
@ApplicationScoped
class StepsConsumer {

  static final String CHANNEL = "steps";

  private static final FieldLogger LOG = FieldLogger.of(StepsConsumer.class);

  private final Singles singles;
  private final StepWorker worker;
  private final ObjectMapper mapper;
  private final Drain drain;

  StepsConsumer(Singles singles, StepWorker worker, ObjectMapper mapper, Drain drain) {
    this.singles = singles;
    this.worker = worker;
    this.mapper = mapper;
    this.drain = drain;
  }

  @Incoming(CHANNEL)
  Uni<Void> take(String record) {
    return drain.begin(
        () -> decode(record).map(this::work).orElseGet(() -> Uni.createFrom().voidItem()));
  }

  // People wait for a single video, for nothing else than the page in hand.
  private Uni<Void> work(Step step) {
    return singles.round(step).chain(() -> worker.work(step));
  }

  // Only Reelport writes this topic: what is no step was put there by mistake and owes nothing.
  private Optional<Step> decode(String record) {
    try {
      return Optional.ofNullable(mapper.readValue(record, Step.class))
          .filter(step -> step.importId() != null);
    } catch (JsonProcessingException e) {
      LOG.warn("not a step", "topic", "youtube.import.steps");
      return Optional.empty();
    }
  }
}
