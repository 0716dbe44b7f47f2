package dev.parley.core.auth;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The channel binding {@code tls-exporter} (RFC 9266). Java can export keying material since
 * version 25; that method is looked up, so that the server runs on those before it.
 */
final class TlsExporter {
  private static final String LABEL = "EXPORTER-Channel-Binding";
  private static final int LENGTH = 32;
  private static final @Nullable MethodHandle EXPORT = find();

  private TlsExporter() {}

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              ExtendedSSLSession.class,
              "exportKeyingMaterialData",
              MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /**
   * 32 bytes that only the two ends of the connection know. Empty before Java 25, for TLS engines
   * that cannot export, and for TLS 1.2 without the extended master secret (RFC 9266 §4.2).
   */
  static Optional<byte[]> export(SSLSession session) {
    if (EXPORT == null || !(session instanceof ExtendedSSLSession extended)) {
      return Optional.empty();
    }
    try {
      return Optional.of((byte[]) EXPORT.invokeExact(extended, LABEL, new byte[0], LENGTH));
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return Optional.empty();
    }
  }
}
