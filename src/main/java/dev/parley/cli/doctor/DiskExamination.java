package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** The folder with the data: is there room, who may read it, how long does the disk take? */
@MayBlock
final class DiskExamination {
  private static final String ABOUT = "Disk";
  private static final long LEAST_BYTES = 200L << 20;
  private static final long FEW_BYTES = 2L << 30;
  private static final int FLUSHES = 8;
  private static final Duration SLOW = Duration.ofMillis(30);

  private final Path data;
  private final Findings findings;

  DiskExamination(Path data, Findings findings) {
    this.data = data;
    this.findings = findings;
  }

  void examine() {
    Path folder = data.toAbsolutePath();
    if (!Files.exists(folder)) {
      Path parent = existing(folder);
      if (!Files.isWritable(parent)) {
        findings.fault(
            ABOUT,
            "The data folder " + folder + " cannot be made: " + parent + " is not writable.",
            "Make it as another user and give it to the one who runs Parley: "
                + "mkdir -p "
                + folder
                + " && chown parley "
                + folder);
      } else {
        findings.fine(ABOUT, "The data folder " + folder + " is made by the first start.");
      }
      room(parent);
      return;
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      findings.fault(
          ABOUT,
          "The data folder " + folder + " is not a folder that this user may write.",
          "chown -R it to the user who runs Parley, or set \"data\" to another folder.");
      return;
    }
    readers(folder);
    room(folder);
    speed(folder);
  }

  private static Path existing(Path folder) {
    Path at = folder;
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  private void readers(Path folder) {
    try {
      if (OwnerOnly.isReadableByOthers(folder)) {
        findings.mind(
            ABOUT,
            "Other users of this machine may look into the data folder " + folder + ".",
            "chmod 700 " + folder);
      }
    } catch (IOException e) {
      findings.unknown(
          ABOUT, "Who may read " + folder + " is not known: " + e.getMessage(), "ls -ld " + folder);
    }
  }

  private void room(Path folder) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      String text = (free >> 20) + " MB are free in " + folder + ".";
      if (free < LEAST_BYTES) {
        findings.fault(
            ABOUT,
            "Only " + text + " Messages are refused once nothing is free.",
            "Make room, shorten modules.archive.keepDays or modules.upload.retention, or move"
                + " \"data\".");
      } else if (free < FEW_BYTES) {
        findings.mind(
            ABOUT,
            "Only " + text,
            "Make room soon, or shorten modules.archive.keepDays or modules.upload.retention.");
      } else {
        findings.fine(ABOUT, text);
      }
    } catch (IOException e) {
      findings.unknown(
          ABOUT, "How much room there is is not known: " + e.getMessage(), "df " + folder);
    }
  }

  /** Each stored message waits for one of these. */
  private void speed(Path folder) {
    try {
      Path file = Files.createTempFile(folder, "doctor", ".tmp");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        long start = System.nanoTime();
        for (int i = 0; i < FLUSHES; i++) {
          channel.write(ByteBuffer.allocate(4_096));
          channel.force(false);
        }
        report(Duration.ofNanos((System.nanoTime() - start) / FLUSHES));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      findings.fault(
          ABOUT,
          "Nothing can be written to " + folder + ": " + e.getMessage() + ".",
          "Look at the disk and at the rights of the folder: ls -ld " + folder + "; dmesg | tail");
    }
  }

  private void report(Duration flush) {
    String text = "To flush a write to the disk takes " + flush.toNanos() / 1_000 + " µs.";
    if (flush.compareTo(SLOW) > 0) {
      findings.mind(
          ABOUT,
          text + " Every stored message waits so long.",
          "Put \"data\" on a local SSD; network file systems are too slow for a database.");
    } else {
      findings.fine(ABOUT, text);
    }
  }
}
