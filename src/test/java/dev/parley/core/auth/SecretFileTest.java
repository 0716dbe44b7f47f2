package dev.parley.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secret of the server outlives restarts, and only its owner reads it. */
final class SecretFileTest {
  @TempDir Path folder;

  @Test
  void isMadeOnceAndReadFromThenOn() throws IOException {
    var file = folder.resolve("data/secret");
    byte[] secret = SecretFile.readOrCreate(file);
    assertThat(secret).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(SecretFile.readOrCreate(file)).isEqualTo(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(SecretFile.readOrCreate(folder.resolve("other"))).isNotEqualTo(secret);
  }

  @Test
  void isMadeAnewIfItWasCutOff() throws IOException {
    var file = folder.resolve("secret");
    Files.write(file, new byte[7]);
    assertThat(SecretFile.readOrCreate(file)).hasSize(32);
    assertThat(Files.readAllBytes(file)).hasSize(32);
  }
}
