package dev.parley.transport.s2s;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class ReasonsTest {
  @Test
  void operatorsUnderstandThem() {
    Map.<Throwable, String>of(
            new ConnectException("Connection refused: /192.0.2.1:5269"),
            "nothing listens there (connection refused)",
            new ConnectTimeoutException("connection timed out after 10000 ms: /192.0.2.1:5269"),
            "there was no answer in time",
            new NoRouteToHostException("No route to host: /192.0.2.1:5269"),
            "no way leads there from this machine",
            new IOException("Network is unreachable"),
            "no way leads there from this machine",
            new ClosedChannelException(),
            "the other side has closed the connection",
            new IOException("Connection reset by peer"),
            "the other side has closed the connection",
            new SSLHandshakeException(
                "error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE"),
            "the TLS handshake failed: sslv3_alert_handshake_failure",
            new IllegalStateException("x", new SSLHandshakeException("")),
            "the TLS handshake failed: no common ground",
            new IllegalStateException(new CertificateException("it has expired")),
            "its certificate cannot be used: it has expired",
            new IllegalStateException("something else\nwith details"),
            "something else")
        .forEach((cause, text) -> assertThat(Reasons.of(cause)).isEqualTo(text));
    assertThat(Reasons.of(new IllegalStateException())).isEqualTo("it failed for no known reason");
  }
}
