package dev.parley.core.tls;

import dev.parley.core.MayBlock;
import dev.parley.core.OwnerOnly;
import dev.parley.core.config.ParleyConfig;
import dev.parley.core.config.TlsConfig.CertificateSource;
import dev.parley.core.config.TlsConfig.Folder;
import dev.parley.core.config.TlsConfig.KeyPair;
import dev.parley.protocol.jid.DomainName;
import dev.parley.protocol.jid.JidFormatException;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of each domain, as it was when it was loaded. A domain gets the certificate that
 * names it exactly, else one with a fitting wildcard; among equals the one that lasts longest.
 */
public final class Certificates {
  private static final String CHAIN = "fullchain.pem";
  private static final String KEY = "privkey.pem";

  private final Map<String, ServerCertificate> byDomain;
  private final ServerCertificate first;
  private final List<String> warnings;

  private Certificates(Map<String, ServerCertificate> byDomain, List<String> warnings) {
    this.byDomain = byDomain;
    this.first = byDomain.values().iterator().next();
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads what the configuration names; if it names nothing, makes a self-signed certificate in the
   * data folder.
   *
   * @throws CertificateProblem if a file cannot be used, or a domain has no valid certificate
   */
  @MayBlock
  public static Certificates load(ParleyConfig config, Instant now) {
    var domains = config.domains().stream().map(domain -> ascii(domain.name())).toList();
    var sources = config.tls().certificates();
    var warnings = new ArrayList<String>();
    var found = new ArrayList<ServerCertificate>();
    if (sources.isEmpty()) {
      found.add(new SelfSigned(config.data().resolve("tls")).forDomains(domains, now));
    }
    for (var pair : pairs(sources)) {
      warnings.addAll(keyWarning(pair.key()));
      found.add(ServerCertificate.read(pair.certificate(), pair.key(), false));
    }
    var byDomain = new LinkedHashMap<String, ServerCertificate>();
    for (var domain : domains) {
      byDomain.put(domain, select(domain, found, now));
    }
    return new Certificates(byDomain, warnings);
  }

  /** What the operator should hear of, one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The certificate of a domain.
   *
   * @param domain in any spelling; null, or one that is not served, gives that of the first domain
   */
  public ServerCertificate forDomain(@Nullable String domain) {
    var certificate = domain == null ? null : byDomain.get(ascii(domain));
    return certificate == null ? first : certificate;
  }

  /** The certificate of exactly this domain, null if it is not served. */
  @Nullable ServerCertificate exactly(String domain) {
    return byDomain.get(ascii(domain));
  }

  /** The domains, as A-labels, in the order of the configuration. */
  public Collection<String> domains() {
    return byDomain.keySet();
  }

  /** All certificates in use, each once. */
  public Collection<ServerCertificate> all() {
    return new LinkedHashSet<>(byDomain.values());
  }

  private static ServerCertificate select(
      String domain, List<ServerCertificate> certificates, Instant now) {
    var naming = certificates.stream().filter(one -> one.match(domain) > 0).toList();
    if (naming.isEmpty()) {
      throw new CertificateProblem("No certificate in tls.certificates names " + domain);
    }
    return naming.stream()
        .filter(one -> one.isValid(now))
        .max(
            Comparator.comparingInt((ServerCertificate one) -> one.match(domain))
                .thenComparing(ServerCertificate::expiry))
        .orElseThrow(() -> invalid(domain, naming.get(0), now));
  }

  private static CertificateProblem invalid(
      String domain, ServerCertificate certificate, Instant now) {
    var start = certificate.leaf().getNotBefore().toInstant();
    return new CertificateProblem(
        now.isBefore(start)
            ? "The certificate of "
                + domain
                + " in "
                + certificate.source()
                + " is valid only from "
                + start
            : "The certificate of "
                + domain
                + " in "
                + certificate.source()
                + " expired at "
                + certificate.expiry());
  }

  private static List<KeyPair> pairs(List<CertificateSource> sources) {
    var pairs = new ArrayList<KeyPair>();
    for (var source : sources) {
      if (source instanceof KeyPair pair) {
        pairs.add(pair);
      } else if (source instanceof Folder folder) {
        pairs.addAll(inFolder(folder.path()));
      }
    }
    return pairs;
  }

  private static List<KeyPair> inFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CertificateProblem("There is no folder " + folder);
    }
    var pairs = new ArrayList<KeyPair>();
    addPair(folder, pairs);
    try (var children = Files.list(folder)) {
      children.sorted().forEach(child -> addPair(child, pairs));
    } catch (IOException e) {
      throw new CertificateProblem(folder + " cannot be read: " + e.getMessage(), e);
    }
    if (pairs.isEmpty()) {
      throw new CertificateProblem(
          "The folder " + folder + " holds no " + CHAIN + " with " + KEY + ", nor do its folders");
    }
    return pairs;
  }

  private static void addPair(Path folder, List<KeyPair> pairs) {
    if (Files.exists(folder.resolve(CHAIN))) {
      pairs.add(new KeyPair(folder.resolve(CHAIN), folder.resolve(KEY)));
    }
  }

  private static List<String> keyWarning(Path key) {
    try {
      return Files.exists(key) && OwnerOnly.isReadableByOthers(key)
          ? List.of("Others on this machine may read the key " + key + ": chmod 600 " + key)
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A domain as certificates spell it: A-labels in lower case, addresses without brackets. */
  private static String ascii(String domain) {
    var address = NetUtil.createByteArrayFromIpAddressString(domain);
    if (address != null) {
      return literal(address);
    }
    try {
      return DomainName.toAscii(DomainName.prepare(domain));
    } catch (JidFormatException e) {
      return domain.toLowerCase(Locale.ROOT);
    }
  }

  private static String literal(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
