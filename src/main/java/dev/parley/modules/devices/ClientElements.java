package dev.parley.modules.devices;

import dev.parley.core.auth.Devices;
import dev.parley.core.storage.AppPassword;
import dev.parley.core.storage.Device;
import dev.parley.protocol.xml.Element;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The elements of XEP-0494 §3.1. */
final class ClientElements {
  static final String NAMESPACE = "urn:xmpp:cam:0";

  /** What the standard has no word for. */
  private static final String APP_PASSWORDS = "urn:parley:app-passwords:0";

  private ClientElements() {}

  /**
   * A device.
   *
   * @param now its last moment if it is there; null if it is not
   */
  static Element device(Devices.Known known, @Nullable Instant now) {
    Device device = known.device();
    Element.Builder auth = Element.builder(NAMESPACE, "auth");
    if (device.password()) {
      auth.child(Element.of(NAMESPACE, "password"));
    }
    if (known.hasToken()) {
      auth.child(Element.of(NAMESPACE, "fast"));
    }
    if (device.appPassword() != null) {
      auth.child(appPassword(device.appPassword()));
    }
    return client(device.id(), "session", now != null)
        .child(time("first-seen", device.firstSeen()))
        .child(time("last-seen", now == null ? device.lastSeen() : now))
        .child(auth.build())
        .child(permission(device.password() || device.appPassword() == null))
        .child(agent(device.software(), device.device()))
        .build();
  }

  /** A session of a client that has not said which it is. */
  static Element session(String id, @Nullable String appPassword, Instant now) {
    Element proof =
        appPassword == null ? Element.of(NAMESPACE, "password") : appPassword(appPassword);
    return client(id, "session", true)
        .child(time("first-seen", now))
        .child(time("last-seen", now))
        .child(Element.builder(NAMESPACE, "auth").child(proof).build())
        .child(permission(appPassword == null))
        .build();
  }

  /** An app password, which somebody may know. */
  static Element appPassword(AppPassword password, boolean connected) {
    Instant used = password.lastUsed();
    return client(password.id(), "access", connected)
        .child(time("first-seen", password.created()))
        .child(time("last-seen", used == null ? password.created() : used))
        .child(Element.builder(NAMESPACE, "auth").child(appPassword(password.id())).build())
        .child(permission(false))
        .child(agent(password.name(), null))
        .build();
  }

  private static Element.Builder client(String id, String type, boolean connected) {
    return Element.builder(NAMESPACE, "client")
        .attribute("connected", Boolean.toString(connected))
        .attribute("id", id)
        .attribute("type", type);
  }

  private static Element appPassword(String id) {
    return Element.builder(APP_PASSWORDS, "app-password").attribute("id", id).build();
  }

  private static Element time(String name, Instant time) {
    return Element.builder(NAMESPACE, name)
        .text(DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS)))
        .build();
  }

  private static Element permission(boolean unrestricted) {
    return Element.builder(NAMESPACE, "permission")
        .attribute("status", unrestricted ? "unrestricted" : "normal")
        .build();
  }

  private static Element agent(@Nullable String software, @Nullable String device) {
    Element.Builder agent = Element.builder(NAMESPACE, "user-agent");
    if (software != null) {
      agent.child(Element.builder(NAMESPACE, "software").text(software).build());
    }
    if (device != null) {
      agent.child(Element.builder(NAMESPACE, "device").text(device).build());
    }
    return agent.build();
  }
}
