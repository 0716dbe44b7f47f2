package dev.parley.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the server under test is started with.
 *
 * @param jar the fat jar
 * @param javaHome JDK that runs it
 * @param javaOptions options of its JVM
 * @param settings additional settings, {@code KEY=VALUE}
 */
record Setup(Path jar, Path javaHome, List<String> javaOptions, List<String> settings) {
  /** The same with a heap that is given back as far as it is free, so that it can be measured. */
  Setup givingBack() {
    var options = new ArrayList<>(javaOptions);
    options.addAll(List.of("-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=10"));
    return new Setup(jar, javaHome, options, settings);
  }

  /** The same with more settings, which those of the command line override. */
  Setup with(String... more) {
    var all = new ArrayList<>(List.of(more));
    all.addAll(settings);
    return new Setup(jar, javaHome, javaOptions, all);
  }

  /** One line on the machine and on what is set, to stand beside the results. */
  String description() {
    return String.format(
        Locale.ROOT,
        "%d processors, %s %s, server on %s %s, settings %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        javaHome,
        javaOptions,
        settings);
  }
}
