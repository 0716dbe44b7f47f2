package dev.parley.core.module;

import dev.parley.protocol.xml.Element;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What modules advertise, by scope (XEP-0030). */
public final class Disco {
  private final Map<Scope, Entries> scopes = new EnumMap<>(Scope.class);

  /** Starts with nothing. */
  public Disco() {
    for (Scope scope : Scope.values()) {
      scopes.put(scope, new Entries());
    }
  }

  /**
   * What is advertised in a scope, as it is now; forms of one {@code FORM_TYPE} are one (XEP-0068
   * §3.1).
   *
   * @param domain that is asked about; what all say alike does not depend on it
   */
  public synchronized DiscoInfo info(Scope scope, String domain) {
    Entries entries = entries(scope);
    DiscoInfo own =
        new DiscoInfo(
            List.copyOf(entries.identities),
            entries.features.stream()
                .filter(feature -> !entries.isNested(feature))
                .distinct()
                .sorted()
                .toList(),
            DiscoForms.merged(entries.forms.stream().map(form -> form.apply(domain)).toList()));
    return entries.nested.values().stream().reduce(own, DiscoInfo::and);
  }

  /** Advertises of a namespace what somebody else says (XEP-0355 §7.2). */
  synchronized void nest(Scope scope, String namespace, DiscoInfo info) {
    entries(scope).nested.put(namespace, info);
  }

  /** Takes {@link #nest} back, unless somebody else has spoken since. */
  synchronized void unnest(Scope scope, String namespace, DiscoInfo info) {
    entries(scope).nested.remove(namespace, info);
  }

  /** Advertises a feature; counted, as several modules may advertise the same. */
  public synchronized void addFeature(Scope scope, String feature) {
    entries(scope).features.add(feature);
  }

  /** Takes one {@link #addFeature} back. */
  public synchronized void removeFeature(Scope scope, String feature) {
    entries(scope).features.remove(feature);
  }

  synchronized void addIdentity(Scope scope, DiscoInfo.Identity identity) {
    entries(scope).identities.add(identity);
  }

  synchronized void removeIdentity(Scope scope, DiscoInfo.Identity identity) {
    entries(scope).identities.remove(identity);
  }

  synchronized void addForm(Scope scope, Function<String, Element> form) {
    entries(scope).forms.add(form);
  }

  synchronized void removeForm(Scope scope, Function<String, Element> form) {
    entries(scope).forms.remove(form);
  }

  private Entries entries(Scope scope) {
    Entries entries = scopes.get(scope);
    if (entries == null) {
      throw new IllegalStateException("no entries for " + scope);
    }
    return entries;
  }

  /** What one scope advertises. */
  private static final class Entries {
    private final List<DiscoInfo.Identity> identities = new ArrayList<>();
    private final List<String> features = new ArrayList<>();
    private final List<Function<String, Element>> forms = new ArrayList<>();
    private final Map<String, DiscoInfo> nested = new TreeMap<>();

    private boolean isNested(String feature) {
      return nested.keySet().stream()
          .anyMatch(namespace -> feature.equals(namespace) || feature.startsWith(namespace + "#"));
    }
  }
}
