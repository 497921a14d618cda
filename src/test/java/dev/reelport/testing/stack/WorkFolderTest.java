package dev.reelport.testing.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkFolderTest {

  @Test
  void everyClassLoaderOfThisJvmGetsFoldersOfItsOwn() throws Exception {
    // Given the class as two class loaders have it, each with a counter of its own
    try (URLClassLoader one = loader();
        URLClassLoader other = loader()) {
      Object folder = call(one, null, "create", "test");
      Object another = call(other, null, "create", "test");

      // When one of two folders is closed
      Path closed = (Path) call(other, another, "path");
      Path open = (Path) call(one, folder, "path");
      call(other, another, "close");

      // Then the other one stays, and with it whatever runs there
      assertThat(closed).doesNotExist();
      assertThat(open).isDirectory();
      call(one, folder, "close");
    }
  }

  private static URLClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path entry : ClassPath.entries().toList()) {
      urls.add(entry.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static Object call(ClassLoader loader, Object folder, String method, String... arguments)
      throws ReflectiveOperationException {
    Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String.class};
    Method found = loader.loadClass(WorkFolder.class.getName()).getDeclaredMethod(method, types);
    found.setAccessible(true);
    return found.invoke(folder, (Object[]) arguments);
  }
}
