package dev.parley.cli.doctor;

import java.lang.management.ManagementFactory;

/** What the operating system grants: open files and memory. */
final class LimitExamination {
  private static final String ABOUT = "Limits";
  private static final long FEW_FILES = 4_096;
  private static final long LITTLE_MEMORY = 256L << 20;

  private final Findings findings;

  LimitExamination(Findings findings) {
    this.findings = findings;
  }

  void examine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
      long files = unix.getMaxFileDescriptorCount();
      if (files < FEW_FILES) {
        findings.mind(
            ABOUT,
            "A process of this user may open only "
                + files
                + " files: as many connections at most.",
            "Raise it: LimitNOFILE=65536 in the systemd unit, or ulimit -n 65536.");
      } else {
        findings.fine(ABOUT, "Up to " + files + " files and connections may be open.");
      }
    }
    long memory = Runtime.getRuntime().maxMemory();
    if (memory < LITTLE_MEMORY) {
      findings.mind(
          ABOUT,
          "Java may use only " + (memory >> 20) + " MB of memory.",
          "Give it more: java -Xmx512m -jar parley.jar");
    }
    findings.fine(
        ABOUT,
        "Java " + Runtime.version().feature() + " with up to " + (memory >> 20) + " MB of memory.");
  }
}
