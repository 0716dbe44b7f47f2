package dev.parley.core.module;

/**
 * A feature. Its {@link #start} only registers; whatever it registers with its context is undone
 * when it stops.
 */
public interface ServerModule {
  /** Registers all that the feature answers, advertises and looks at. */
  void start(ModuleContext context);
}
