package dev.reelport.testing.stack;

import java.io.IOException;

/** A JVM that only holds a stack, to be killed by a test. */
final class StackHolder {

  private StackHolder() {}

  /** Says the process ids of its servers in one line when all answer, and waits. */
  public static void main(String[] arguments) throws IOException {
    try (DevStack stack = DevStack.start()) {
      System.out.println(
          "pids " + stack.postgres().pid() + " " + stack.redis().pid() + " " + stack.kafka().pid());
      System.in.read();
    }
  }
}
