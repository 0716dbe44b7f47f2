package dev.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux knows of a process: CPU time and resident memory. */
final class ProcessUsage {
  /** The unit of {@code utime} and {@code stime}: USER_HZ is 100 on all Linux platforms of Java. */
  private static final long TICK_NANOS = 10_000_000;

  private static final int UTIME = 11;

  private ProcessUsage() {}

  /** User and system time of all threads so far, in nanoseconds (proc(5), stat). */
  static long cpuNanos(long pid) {
    String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * TICK_NANOS;
  }

  /** Resident memory in bytes, exact where VmRSS is not (proc(5), smaps_rollup). */
  static long residentBytes(long pid) {
    return read(Path.of("/proc", Long.toString(pid), "smaps_rollup"))
        .lines()
        .filter(line -> line.startsWith("Rss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
