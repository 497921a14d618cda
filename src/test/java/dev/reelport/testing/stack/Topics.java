package dev.reelport.testing.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

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
    administer(
        bootstrap,
        "create topics",
        admin -> {
          Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
          List<NewTopic> missing =
              Stream.of(REQUESTS, STEPS, EVENTS, DEAD_LETTERS)
                  .filter(name -> !existing.contains(name))
                  .map(name -> topic(name, partitions))
                  .toList();
          return admin.createTopics(missing).all();
        });
  }

  /** Allows somebody what the service does, as the operations guide says, and no more. */
  static void grant(String bootstrap, Role login) {
    List<AclBinding> rights = new ArrayList<>();
    for (String topic : List.of(REQUESTS, STEPS, DEAD_LETTERS)) {
      rights.add(right(ResourceType.TOPIC, topic, AclOperation.READ, login));
    }
    for (String topic : List.of(REQUESTS, STEPS, EVENTS, DEAD_LETTERS)) {
      rights.add(right(ResourceType.TOPIC, topic, AclOperation.WRITE, login));
    }
    for (String group : List.of("reelport-requests", "reelport-steps")) {
      rights.add(right(ResourceType.GROUP, group, AclOperation.READ, login));
    }
    administer(bootstrap, "grant rights", admin -> admin.createAcls(rights).all());
  }

  private interface Task {
    KafkaFuture<Void> begin(Admin admin)
        throws ExecutionException, TimeoutException, InterruptedException;
  }

  private static void administer(String bootstrap, String what, Task task) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      task.begin(admin).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ServerFailedException("Kafka at " + bootstrap + " could not " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was to " + what, e);
    }
  }

  private static AclBinding right(
      ResourceType type, String name, AclOperation operation, Role login) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:" + login.user(), "*", operation, AclPermissionType.ALLOW));
  }

  private static NewTopic topic(String name, int partitions) {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
    return name.equals(DEAD_LETTERS)
        ? topic.configs(
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(DEAD_LETTER_BYTES)))
        : topic;
  }
}
