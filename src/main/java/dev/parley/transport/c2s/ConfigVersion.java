package dev.parley.transport.c2s;

import dev.parley.core.auth.sasl.Sasl2Elements;
import dev.parley.core.auth.sasl.SaslError;
import dev.parley.protocol.xml.ByteSink;
import dev.parley.protocol.xml.Element;
import dev.parley.protocol.xml.Namespaces;
import dev.parley.protocol.xml.XmlWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The version of what a stream is offered: a client that knows it may log in without waiting for
 * the features (XEP-0509). It is a hash of the features, so it is the same on all nodes.
 */
final class ConfigVersion {
  private static final String NAMESPACE = "urn:xmpp:iap:0";
  private static final String NAME = "config-version";

  private ConfigVersion() {}

  /** The version of these features (§2.3.1). */
  static String of(List<Element> features) {
    ByteSink sink = new ByteSink(1024);
    features.forEach(feature -> XmlWriter.write(feature, sink, Namespaces.CLIENT));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(sink.array(), 0, sink.size());
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The stream feature (§2.1). */
  static Element feature(String version) {
    return Element.builder(NAMESPACE, NAME)
        .attribute("scheme", "opaque")
        .attribute("value", version)
        .build();
  }

  /** True unless the client relies on other features than these (§2.2). */
  static boolean matches(Element authenticate, String version) {
    Element known = authenticate.child(NAMESPACE, NAME);
    return known == null || version.equals(known.attribute("value"));
  }

  /** The answer to a client that does (§2.2). */
  static Element mismatch() {
    return Sasl2Elements.failure(
        SaslError.ABORTED,
        Element.of(NAMESPACE, "config-version-mismatch"),
        "The features have changed");
  }
}
