package dev.reelport.testing.app;

import dev.reelport.testing.stack.DevStack;
import dev.reelport.testing.stack.Tokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The dev stack under the application. Tests have it, and its {@link Tokens}, in such fields. */
public final class Servers implements QuarkusTestResourceLifecycleManager {

  private DevStack stack;

  @Override
  public Map<String, String> start() {
    stack = DevStack.builder().fsync(false).start();
    return stack.environment();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        stack.tokens().orElseThrow(), new TestInjector.MatchesType(Tokens.class));
    injector.injectIntoFields(stack, new TestInjector.MatchesType(DevStack.class));
  }

  @Override
  public void stop() {
    if (stack != null) {
      stack.close();
    }
  }
}
