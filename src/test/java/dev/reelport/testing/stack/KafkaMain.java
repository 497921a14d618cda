package dev.reelport.testing.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The broker's own JVM: formats the storage if that was not done before, and starts the broker. */
final class KafkaMain {

  private KafkaMain() {}

  /**
   * Runs until it is told to end.
   *
   * @param arguments the cluster id, the properties file, and logins if there are any
   */
  public static void main(String[] arguments) {
    PlainLogging.atLeast(Level.WARNING);
    String cluster = arguments[0];
    String properties = arguments[1];
    List<String> format = new ArrayList<>(List.of("format", "--ignore-formatted"));
    format.addAll(List.of("--cluster-id", cluster, "--config", properties));
    Stream.of(arguments).skip(2).forEach(login -> format.addAll(List.of("--add-scram", login)));
    int code = StorageTool.execute(format.toArray(String[]::new), System.out);
    if (code != 0) {
      System.exit(code);
    }
    Kafka.main(new String[] {properties});
  }
}
