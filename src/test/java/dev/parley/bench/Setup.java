package dev.parley.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What the server under test is started with.
 *
 * @param jar the fat jar
 * @param javaHome JDK that runs it
 * @param javaOptions options of its JVM
 * @param settings additional settings, {@code KEY=VALUE}
 */
record Setup(Path jar, Path javaHome, List<String> javaOptions, List<String> settings) {}
