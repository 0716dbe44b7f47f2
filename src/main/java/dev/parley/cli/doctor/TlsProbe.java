package dev.parley.cli.doctor;

import dev.parley.core.MayBlock;
import dev.parley.core.tls.AnyCertificate;
import dev.parley.protocol.stream.StreamError;
import dev.parley.protocol.stream.StreamException;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.ParserLimits;
import dev.parley.protocol.xml.XmlStreamParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Connects as a client or a server would, as far as to the certificate that is shown. */
@MayBlock
final class TlsProbe {
  private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final InetSocketAddress place;
  private final String domain;

  /**
   * @param place with its address resolved
   * @param domain that is asked for, in A-labels
   */
  TlsProbe(InetSocketAddress place, String domain) {
    this.place = place;
    this.domain = domain;
  }

  /** The certificates shown on a port that begins with TLS (XEP-0368, HTTPS). */
  List<X509Certificate> direct(String... protocols) throws IOException {
    try (Socket socket = connect()) {
      return handshake(socket, protocols);
    }
  }

  /**
   * The certificates shown after STARTTLS (RFC 6120 §5).
   *
   * @param namespace of the stream's content
   */
  List<X509Certificate> afterStartTls(String namespace) throws IOException {
    try (Socket socket = connect()) {
      write(
          socket,
          "<?xml version='1.0'?><stream:stream xmlns='"
              + namespace
              + "' xmlns:stream='"
              + Namespaces.STREAMS
              + "' to='"
              + domain
              + "' version='1.0'>");
      var reader = new Reader(socket.getInputStream());
      Element features = reader.next();
      if (features.is(Namespaces.STREAMS, "error")) {
        throw new IOException(
            "it refuses "
                + domain
                + " with <"
                + StreamError.parse(features).condition().elementName()
                + "/>");
      }
      if (!features.is(Namespaces.STREAMS, "features")) {
        throw new IOException("the stream begins with <" + features.name() + "/>");
      }
      if (features.child(TLS, "starttls") == null) {
        throw new IOException("STARTTLS is not offered");
      }
      write(socket, "<starttls xmlns='" + TLS + "'/>");
      Element answer = reader.next();
      if (!answer.is(TLS, "proceed")) {
        throw new IOException("STARTTLS is answered with <" + answer.name() + "/>");
      }
      return handshake(socket);
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    try {
      socket.connect(place, (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<X509Certificate> handshake(Socket socket, String... protocols) throws IOException {
    try (SSLSocket tls =
        (SSLSocket)
            context()
                .getSocketFactory()
                .createSocket(socket, place.getHostString(), place.getPort(), true)) {
      var parameters = tls.getSSLParameters();
      if (domain.indexOf(':') < 0 && !Character.isDigit(domain.charAt(domain.length() - 1))) {
        parameters.setServerNames(List.of(new SNIHostName(domain)));
      }
      if (protocols.length > 0) {
        parameters.setApplicationProtocols(protocols);
      }
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      var chain = new ArrayList<X509Certificate>();
      for (Certificate certificate : tls.getSession().getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      return chain;
    }
  }

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {AnyCertificate.INSTANCE}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the elements of a stream. */
  private static final class Reader implements XmlStreamParser.Listener {
    private final InputStream input;
    private final XmlStreamParser parser = new XmlStreamParser(ParserLimits.BEFORE_LOGIN, this);
    private final Deque<Element> elements = new ArrayDeque<>();
    private boolean isClosed;

    Reader(InputStream input) {
      this.input = input;
    }

    Element next() throws IOException {
      byte[] bytes = new byte[4_096];
      while (elements.isEmpty()) {
        int count = isClosed ? -1 : input.read(bytes);
        if (count < 0) {
          throw new IOException("the stream ends at once");
        }
        try {
          parser.feed(bytes, 0, count);
        } catch (StreamException e) {
          throw new IOException("what answers does not speak XMPP", e);
        }
      }
      return elements.remove();
    }

    @Override
    public void opened(Element header) {}

    @Override
    public void element(Element element) {
      elements.add(element);
    }

    @Override
    public void closed() {
      isClosed = true;
    }
  }
}
