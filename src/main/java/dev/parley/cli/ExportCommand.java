package dev.parley.cli;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import dev.parley.server.transfer.ExportCommands;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Writes an account to a file (XEP-0227). The file is there once it is whole; until then its name
 * ends in {@code .part}.
 */
@MayBlock
@Command(
    name = "export",
    description =
        "Writes an account to a new file, in the format that other servers read (XEP-0227):"
            + " contacts, settings, nodes, messages and the keys of its password.")
final class ExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ConfigOptions options = new ConfigOptions();

  @Parameters(
      index = "0",
      paramLabel = "JID",
      description = "The account, as in juliet@example.org.")
  private String jid = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The file; there must be none yet.")
  private Path file = Path.of("");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FailureException(file + " exists already; give another name.");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (var target = Target.of(options.source().load().config())) {
      Files.deleteIfExists(part);
      try (var channel = OwnerOnly.create(part)) {
        write(target, channel);
        channel.force(true);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(part);
        throw e;
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new FailureException(file + " cannot be written: " + e);
    }
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(
            "Wrote "
                + jid
                + " to "
                + file
                + ". Whoever has the file can log in as this account elsewhere: keep it safe.");
    return 0;
  }

  private void write(Target target, FileChannel channel) throws IOException {
    var arguments = new JsonObject().put("jid", jid);
    String place = "";
    while (place != null) {
      var part = target.run(ExportCommands.PART.name(), arguments);
      var bytes = ByteBuffer.wrap(part.getString("xml").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      place = part.getString("next");
      arguments.put("place", place);
    }
  }
}
