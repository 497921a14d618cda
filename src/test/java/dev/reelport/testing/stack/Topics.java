package dev.reelport.testing.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The service's topics. They are there before anybody subscribes, or the first record is late. */
public final class Topics {

  public static final String REQUESTS = "youtube.import.requests";
  public static final String STEPS = "youtube.import.steps";
  public static final String EVENTS = "youtube.import.events";
  public static final String DEAD_LETTERS = "youtube.import.requests.dlq";

  private static final int TIMEOUT_SECONDS = 30;

  /** A dead letter is the request as it came plus headers, so it may be larger than a request. */
  private static final int DEAD_LETTER_BYTES = 2 * 1024 * 1024;

  private Topics() {}

  /** Creates those that do not exist. */
  public static void create(String bootstrap, int partitions) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      List<NewTopic> missing = new ArrayList<>();
      for (String name : List.of(REQUESTS, STEPS, EVENTS, DEAD_LETTERS)) {
        if (!existing.contains(name)) {
          missing.add(topic(name, partitions));
        }
      }
      admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ServerFailedException("Kafka at " + bootstrap + " could not create topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  private static NewTopic topic(String name, int partitions) {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    return name.equals(DEAD_LETTERS)
        ? topic.configs(
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DEAD_LETTER_BYTES)))
        : topic;
  }
}
