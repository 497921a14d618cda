package dev.reelport.testing.stack;

import java.util.logging.Level;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** The broker's own JVM: formats the storage if that was not done before, and starts the broker. */
final class KafkaMain {

  private KafkaMain() {}

  /**
   * Runs until it is told to end.
   *
   * @param arguments the cluster id and the properties file
   */
  public static void main(String[] arguments) {
    PlainLogging.atLeast(Level.WARNING);
    String cluster = arguments[0];
    String properties = arguments[1];
    int code =
        StorageTool.execute(
            new String[] {
              "format", "--ignore-formatted", "--cluster-id", cluster, "--config", properties
            },
            System.out);
    if (code != 0) {
      System.exit(code);
    }
    Kafka.main(new String[] {properties});
  }
}
