package dev.parley.cli;

import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. They are reached by reflection: {@code sun.misc.Signal} is part
 * of every JDK, and compilers warn of its name.
 */
final class Signals {
  private Signals() {}

  /** Does something, on a thread of the JVM's own, whenever the signal comes; HUP, TERM or INT. */
  static void on(String name, Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // This system has no such signal (Windows has no HUP), or keeps it to itself.
    }
  }
}
