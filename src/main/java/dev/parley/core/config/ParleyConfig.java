package dev.parley.core.config;

import dev.parley.protocol.jid.Jid;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration.
 *
 * @param domains domains whose accounts live here; the first one names the server
 * @param data folder for everything that the server keeps: database, certificate, control socket
 * @param stopTimeout how long a stop waits for clients to be told and data to be written
 * @param storage where accounts, contacts and messages are kept
 * @param listen where clients find the server
 * @param http how clients reach the HTTP server
 * @param tls certificates and encryption
 * @param auth how clients prove who they are
 * @param s2s how this server speaks with others
 * @param components programs that serve domains of their own
 * @param limits what one peer may take
 * @param modules a block for each service and feature, whole, by its name; the blocks must not be
 *     changed
 * @param admins bare JIDs of the accounts that administer the server
 * @param log what is logged, how and where
 */
public record ParleyConfig(
    List<DomainConfig> domains,
    Path data,
    Duration stopTimeout,
    StorageConfig storage,
    ListenConfig listen,
    HttpConfig http,
    TlsConfig tls,
    AuthConfig auth,
    S2sConfig s2s,
    ComponentsConfig components,
    LimitsConfig limits,
    Map<String, JsonObject> modules,
    List<Jid> admins,
    LogConfig log) {
  public static final ParleyConfig DEFAULT =
      new ParleyConfig(
          List.of(DomainConfig.DEFAULT),
          Path.of("data"),
          Duration.ofSeconds(15),
          StorageConfig.DEFAULT,
          ListenConfig.DEFAULT,
          HttpConfig.DEFAULT,
          TlsConfig.DEFAULT,
          AuthConfig.DEFAULT,
          S2sConfig.DEFAULT,
          ComponentsConfig.DEFAULT,
          LimitsConfig.DEFAULT,
          ModuleSettings.DEFAULT,
          List.of(),
          LogConfig.DEFAULT);

  public ParleyConfig {
    domains = List.copyOf(domains);
    admins = List.copyOf(admins);
    modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
    Check.that(!domains.isEmpty(), "domains", "must name at least one domain");
    Check.that(
        domains.stream().distinct().count() == domains.size(),
        "domains",
        "names a domain twice, perhaps in two spellings");
    Check.that(
        admins.stream().allMatch(admin -> admin.local() != null && admin.isBare()),
        "admins",
        "takes accounts, in the form name@domain");
    Check.positive("stopTimeout", stopTimeout);
    for (ComponentConfig component : components.list()) {
      Check.that(
          !domains.contains(new DomainConfig(component.domain())),
          "components",
          "gives " + component.domain() + " to a component, but it is one of the domains");
    }
  }

  /** Whether a service or feature is switched on; one without a block is not. */
  public boolean isEnabled(String module) {
    var block = modules.get(module);
    return block != null && block.getBoolean("enabled", true);
  }

  /** The block of a service or feature; empty if it has none. Must not be changed. */
  public JsonObject module(String name) {
    var block = modules.get(name);
    return block == null ? new JsonObject() : block;
  }

  public ParleyConfig withDomains(String... names) {
    Draft draft = new Draft(this);
    draft.domains = Arrays.stream(names).map(DomainConfig::new).toList();
    return draft.config();
  }

  public ParleyConfig withData(Path folder) {
    Draft draft = new Draft(this);
    draft.data = folder;
    return draft.config();
  }

  public ParleyConfig withStorage(StorageConfig changed) {
    Draft draft = new Draft(this);
    draft.storage = changed;
    return draft.config();
  }

  public ParleyConfig withListen(ListenConfig changed) {
    Draft draft = new Draft(this);
    draft.listen = changed;
    return draft.config();
  }

  public ParleyConfig withTls(TlsConfig changed) {
    Draft draft = new Draft(this);
    draft.tls = changed;
    return draft.config();
  }

  public ParleyConfig withHttp(HttpConfig changed) {
    Draft draft = new Draft(this);
    draft.http = changed;
    return draft.config();
  }

  public ParleyConfig withAuth(AuthConfig changed) {
    Draft draft = new Draft(this);
    draft.auth = changed;
    return draft.config();
  }

  public ParleyConfig withS2s(S2sConfig changed) {
    Draft draft = new Draft(this);
    draft.s2s = changed;
    return draft.config();
  }

  public ParleyConfig withLimits(LimitsConfig changed) {
    Draft draft = new Draft(this);
    draft.limits = changed;
    return draft.config();
  }

  public ParleyConfig withAdmins(Jid... accounts) {
    Draft draft = new Draft(this);
    draft.admins = List.of(accounts);
    return draft.config();
  }

  /** With one block merged over what is configured for that service or feature. */
  public ParleyConfig withModule(String name, JsonObject settings) {
    Draft draft = new Draft(this);
    draft.modules = new LinkedHashMap<>(modules);
    draft.modules.put(name, module(name).copy().mergeIn(settings));
    return draft.config();
  }

  /** A copy in which some parts are about to be others. */
  private static final class Draft {
    private List<DomainConfig> domains;
    private Path data;
    private final Duration stopTimeout;
    private StorageConfig storage;
    private ListenConfig listen;
    private HttpConfig http;
    private TlsConfig tls;
    private AuthConfig auth;
    private S2sConfig s2s;
    private final ComponentsConfig components;
    private LimitsConfig limits;
    private Map<String, JsonObject> modules;
    private List<Jid> admins;
    private final LogConfig log;

    Draft(ParleyConfig from) {
      domains = from.domains;
      data = from.data;
      stopTimeout = from.stopTimeout;
      storage = from.storage;
      listen = from.listen;
      http = from.http;
      tls = from.tls;
      auth = from.auth;
      s2s = from.s2s;
      components = from.components;
      limits = from.limits;
      modules = from.modules;
      admins = from.admins;
      log = from.log;
    }

    ParleyConfig config() {
      return new ParleyConfig(
          domains,
          data,
          stopTimeout,
          storage,
          listen,
          http,
          tls,
          auth,
          s2s,
          components,
          limits,
          modules,
          admins,
          log);
    }
  }
}
