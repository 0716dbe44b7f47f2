package dev.parley.core.admin;

import dev.parley.core.config.DomainConfig;
import dev.parley.core.config.ParleyConfig;
import dev.parley.protocol.jid.Jid;
import dev.parley.protocol.jid.JidFormatException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/** The account that a command is about. */
public final class AccountArgument {
  private final Supplier<ParleyConfig> config;

  /** Knows the domains of the configuration as it is at the time of asking. */
  public AccountArgument(Supplier<ParleyConfig> config) {
    this.config = config;
  }

  /**
   * The argument {@code jid}.
   *
   * @throws AdminException if it is no account of a domain of this server
   */
  public Jid of(JsonObject arguments) {
    var text = arguments.getString("jid");
    try {
      var jid = Jid.parse(text);
      if (jid.local() == null || jid.isFull()) {
        throw new AdminException(text + " is not an account; write it as name@" + domains().get(0));
      }
      served(jid.domain());
      return jid;
    } catch (JidFormatException e) {
      throw new AdminException(text + " is not a JID: " + e.getMessage());
    }
  }

  /** A domain of this server; throws {@link AdminException} if it is none. */
  String served(String domain) {
    var names = domains();
    if (names.contains(domain)) {
      return domain;
    }
    throw new AdminException(
        domain
            + " is not a domain of this server ("
            + String.join(", ", names)
            + "); add it to \"domains\" in the configuration");
  }

  /** The domains of this server. */
  List<String> domains() {
    return config.get().domains().stream().map(DomainConfig::name).toList();
  }
}
