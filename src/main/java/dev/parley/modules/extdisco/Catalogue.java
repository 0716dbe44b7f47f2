package dev.parley.modules.extdisco;

import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.xml.Element;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The services as they are offered at a time.
 *
 * @param lifetime of credentials
 */
record Catalogue(List<ExternalService> services, Duration lifetime) {
  static final String NS = "urn:xmpp:extdisco:2";

  /** What has happened to a service (XEP-0215 §3.2). */
  enum Action {
    ADD("add"),
    DELETE("delete"),
    MODIFY("modify");

    private final String word;

    Action(String word) {
      this.word = word;
    }
  }

  /** The services of a type, of all types if it is null, for an account. */
  List<Element> offer(@Nullable String type, Jid account, Instant now) {
    return services.stream()
        .filter(service -> type == null || service.type().equals(type))
        .map(service -> describe(service, null, account, now))
        .toList();
  }

  /** Name and password for the services that fit; empty if none is to be had for any of them. */
  List<Element> credentials(Predicate<ExternalService> wanted, Jid account, Instant now) {
    List<Element> found = new ArrayList<>();
    for (ExternalService service : services) {
      Credentials credentials = wanted.test(service) ? credentials(service, account, now) : null;
      if (credentials != null) {
        found.add(entry(service, credentials).build());
      }
    }
    return found;
  }

  /** What is different from an earlier catalogue, for somebody who has asked for a type. */
  List<Element> changes(Catalogue before, @Nullable String type, Jid account, Instant now) {
    List<Element> changes = new ArrayList<>();
    for (ExternalService service : services) {
      ExternalService old = before.find(service);
      if (isOf(type, service) && !service.equals(old)) {
        changes.add(describe(service, old == null ? Action.ADD : Action.MODIFY, account, now));
      }
    }
    for (ExternalService old : before.services) {
      if (isOf(type, old) && find(old) == null) {
        changes.add(entry(old, null).attribute("action", Action.DELETE.word).build());
      }
    }
    return changes;
  }

  private @Nullable ExternalService find(ExternalService wanted) {
    return services.stream().filter(wanted::isSameAs).findFirst().orElse(null);
  }

  private static boolean isOf(@Nullable String type, ExternalService service) {
    return type == null || type.equals(service.type());
  }

  private Element describe(
      ExternalService service, @Nullable Action action, Jid account, Instant now) {
    return entry(service, credentials(service, account, now))
        .attribute("action", action == null ? null : action.word)
        .attribute("name", service.name())
        .attribute("restricted", service.isRestricted() ? "true" : null)
        .build();
  }

  private @Nullable Credentials credentials(ExternalService service, Jid account, Instant now) {
    String secret = service.secret();
    if (secret != null) {
      Instant expires = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
      return Credentials.ofSecret(secret, account, expires);
    }
    String username = service.username();
    String password = service.password();
    return username == null || password == null ? null : new Credentials(username, password, null);
  }

  private static Element.Builder entry(ExternalService service, @Nullable Credentials credentials) {
    Integer port = service.port();
    Element.Builder entry =
        Element.builder(NS, "service")
            .attribute("type", service.type())
            .attribute("host", service.host())
            .attribute("port", port == null ? null : port.toString())
            .attribute("transport", service.transport());
    if (credentials != null) {
      Instant expires = credentials.expires();
      entry
          .attribute("username", credentials.username())
          .attribute("password", credentials.password())
          .attribute("expires", expires == null ? null : expires.toString());
    }
    return entry;
  }
}
