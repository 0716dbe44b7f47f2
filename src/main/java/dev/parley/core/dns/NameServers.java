package dev.parley.core.dns;

import dev.parley.core.MayBlock;
import dev.parley.core.config.DnsConfig;
import dev.parley.core.config.NameServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * The recursive name servers that are asked: by UDP from a new random port for each question (RFC
 * 5452 §9.2), by TCP what does not fit; repeated when no answer comes.
 */
final class NameServers {
  private static final int ATTEMPTS = 3;

  /** A signed answer may need those about the keys of each zone above it. */
  private static final int TIMES_WITH_KEYS = 3;

  private final Resolver resolver;
  private final boolean areChecked;
  private final Duration patience;

  private NameServers(Resolver resolver, boolean areChecked, Duration patience) {
    this.resolver = resolver;
    this.areChecked = areChecked;
    this.patience = patience;
  }

  /** Those of the configuration, or else of the system, whose files are read for it. */
  @MayBlock
  static NameServers of(DnsConfig config) {
    return new NameServers(
        resolver(addresses(config), config.timeout()), false, config.timeout().multipliedBy(2));
  }

  /**
   * The same with signatures checked here, so that it does not matter who they are.
   *
   * @throws TrustedKeysException if the keys that are to be trusted cannot be used
   */
  @MayBlock
  static NameServers validating(DnsConfig config) {
    var resolver = new ValidatingResolver(resolver(addresses(config), config.timeout()));
    RootKeys.load(resolver, config.rootKeys());
    return new NameServers(resolver, true, config.timeout().multipliedBy(TIMES_WITH_KEYS));
  }

  /** Whether the signatures of their answers are checked here. */
  boolean areChecked() {
    return areChecked;
  }

  @MayBlock
  private static List<InetSocketAddress> addresses(DnsConfig config) {
    return config.servers().isEmpty()
        ? ResolverConfig.getCurrentConfig().servers()
        : config.servers().stream().map(NameServer::parse).toList();
  }

  private static Resolver resolver(List<InetSocketAddress> addresses, Duration timeout) {
    var resolvers =
        addresses.stream()
            .map(address -> {
              Resolver one = new SimpleResolver(address);
              one.setTimeout(timeout.dividedBy(ATTEMPTS));
              return one;
            })
            .toList();
    var all = new ExtendedResolver(resolvers);
    all.setRetries(ATTEMPTS);
    all.setTimeout(timeout);
    return all;
  }

  /** Asks; fails if no answer came in time. Completes on threads of the library. */
  CompletionStage<Message> ask(Question question) {
    return resolver
        .sendAsync(Message.newQuery(Record.newRecord(question.name(), question.type(), DClass.IN)))
        .toCompletableFuture()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
