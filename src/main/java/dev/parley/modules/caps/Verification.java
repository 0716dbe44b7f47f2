package dev.parley.modules.caps;

import dev.parley.core.module.DiscoInfo;
import dev.parley.protocol.form.DataForm;
import dev.parley.protocol.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The verification string of XEP-0115 §5.1, and the checks of §5.4. */
final class Verification {
  static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String XML = "http://www.w3.org/XML/1998/namespace";

  /** Hash functions as XEP-0300 names them, and as the JDK does. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha-1", "SHA-1", "sha-256", "SHA-256", "sha-512", "SHA-512");

  private Verification() {}

  /** True if an answer of service discovery is what was announced (§5.4). */
  static boolean confirms(Announced caps, Element query) {
    String algorithm = ALGORITHMS.get(caps.hash());
    return algorithm != null && hash(algorithm, query).filter(caps.ver()::equals).isPresent();
  }

  /** The hash of what we advertise ourselves. */
  static String ofOwn(DiscoInfo info) {
    Element.Builder query = Element.builder(INFO, "query");
    for (DiscoInfo.Identity identity : info.identities()) {
      query.child(
          Element.builder(INFO, "identity")
              .attribute("category", identity.category())
              .attribute("type", identity.type())
              .attribute("name", identity.name())
              .build());
    }
    for (String feature : info.features()) {
      query.child(Element.builder(INFO, "feature").attribute("var", feature).build());
    }
    query.children(info.forms());
    return hash("SHA-1", query.build()).orElseThrow();
  }

  /**
   * The hash of an answer of service discovery; empty if it is not well-formed in the sense of
   * §5.4, or the algorithm is not one that this server knows.
   *
   * @param algorithm as the JDK names it
   */
  static Optional<String> hash(String algorithm, Element query) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return text(query)
          .map(text ->
              Base64.getEncoder()
                  .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(Element query) {
    List<String> identities = new ArrayList<>();
    List<String> features = new ArrayList<>();
    List<String> forms = new ArrayList<>();
    Set<String> formTypes = new HashSet<>();
    for (Element child : query.elements()) {
      switch (child.name()) {
        case "identity" -> identities.add(identity(child));
        case "feature" -> features.add(attribute(child, "var") + '<');
        case "x" -> {
          Optional<String> form = form(child, formTypes);
          if (form.isEmpty()) {
            return Optional.empty();
          }
          forms.add(form.get());
        }
        default -> {}
      }
    }
    if (hasDoubles(identities) || hasDoubles(features)) {
      return Optional.empty();
    }
    identities.sort(null);
    features.sort(null);
    forms.sort(null);
    return Optional.of(
        String.join("", identities) + String.join("", features) + String.join("", forms));
  }

  private static String identity(Element identity) {
    String lang = identity.attribute(XML, "lang");
    return attribute(identity, "category")
        + '/'
        + attribute(identity, "type")
        + '/'
        + (lang == null ? "" : lang)
        + '/'
        + attribute(identity, "name")
        + '<';
  }

  /** Empty text for a form that does not count; no text if the whole answer is ill-formed. */
  private static Optional<String> form(Element element, Set<String> formTypes) {
    DataForm form = DataForm.parse(element);
    DataForm.Field type = form == null ? null : form.field(DataForm.FORM_TYPE);
    if (form == null || type == null || !"hidden".equals(type.type())) {
      return Optional.of("");
    }
    if (type.values().isEmpty() || new HashSet<>(type.values()).size() > 1) {
      return Optional.empty();
    }
    String formType = type.values().get(0);
    if (!formTypes.add(formType)) {
      return Optional.empty();
    }
    List<String> fields = new ArrayList<>();
    for (DataForm.Field field : form.fields()) {
      String name = field.name();
      if (name != null && !name.equals(DataForm.FORM_TYPE)) {
        List<String> values = field.values().stream().sorted().toList();
        fields.add(name + '<' + String.join("<", values) + (values.isEmpty() ? "" : "<"));
      }
    }
    fields.sort(null);
    return Optional.of(formType + '<' + String.join("", fields));
  }

  private static boolean hasDoubles(List<String> values) {
    return new HashSet<>(values).size() < values.size();
  }

  private static String attribute(Element element, String name) {
    String value = element.attribute(name);
    return value == null ? "" : value;
  }
}
