package dev.parley.protocol.jid;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An XMPP address `local@domain/resource` (RFC 7622) in canonical form, so that equal addresses are
 * equal objects of this type.
 */
public final class Jid implements Comparable<Jid> {
  private static final JidCache CACHE = new JidCache();

  private final @Nullable String local;
  private final String domain;
  private final @Nullable String resource;
  private final String text;
  private final Jid bare;
  private final int hash;

  private Jid(
      @Nullable String local, String domain, @Nullable String resource, @Nullable Jid bare) {
    this.local = local;
    this.domain = domain;
    this.resource = resource;
    this.text =
        bare != null ? bare.text + '/' + resource : local == null ? domain : local + '@' + domain;
    this.bare = bare == null ? this : bare;
    this.hash = spread(text.hashCode());
  }

  /**
   * Reads an address (RFC 7622 §3.2).
   *
   * @throws JidFormatException if it is not one
   */
  public static Jid parse(String text) {
    var known = CACHE.find(text);
    return known == null ? CACHE.remember(text, read(text)) : known;
  }

  private static Jid read(String text) {
    int slash = text.indexOf('/');
    int end = slash < 0 ? text.length() : slash;
    int at = text.indexOf('@');
    if (slash > 0 && at < end) {
      // Sessions of one account, and answers to its bare address, share one object.
      var bare = CACHE.find(text.substring(0, end));
      if (bare != null) {
        return bare.withResource(text.substring(slash + 1));
      }
    }
    return of(
        at < 0 || at > end ? null : text.substring(0, at),
        text.substring(at < 0 || at > end ? 0 : at + 1, end),
        slash < 0 ? null : text.substring(slash + 1));
  }

  /**
   * An address made of its parts, each brought into canonical form.
   *
   * @param local null for a domain's own address
   * @param resource null for a bare address
   * @throws JidFormatException if a part is empty, too long or has forbidden characters
   */
  public static Jid of(@Nullable String local, String domain, @Nullable String resource) {
    var bare =
        new Jid(
            local == null ? null : Localpart.prepare(local),
            DomainName.prepare(domain),
            null,
            null);
    CACHE.remember(bare.text, bare);
    return resource == null ? bare : bare.withResource(resource);
  }

  /** The part before `@`, null for a domain's own address. */
  public @Nullable String local() {
    return local;
  }

  /** The domain in canonical form; see {@link DomainName}. */
  public String domain() {
    return domain;
  }

  /** The part after `/`, null for a bare address. */
  public @Nullable String resource() {
    return resource;
  }

  /** The address without its resource. */
  public Jid bare() {
    return bare;
  }

  /** The address of the domain alone. */
  public Jid domainJid() {
    return local == null ? bare : new Jid(null, domain, null, null);
  }

  /**
   * The bare address with this resource.
   *
   * @throws JidFormatException if the resource is empty, too long or has forbidden characters
   */
  public Jid withResource(String newResource) {
    return new Jid(local, domain, Resourcepart.prepare(newResource), bare);
  }

  /** Whether there is no resource. */
  public boolean isBare() {
    return resource == null;
  }

  /** Whether there is a resource. */
  public boolean isFull() {
    return resource != null;
  }

  /** Whether there is neither local part nor resource. */
  public boolean isDomain() {
    return local == null && resource == null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof Jid that && hash == that.hash && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** By domain, then local part, then resource; a missing part comes first. */
  @Override
  public int compareTo(Jid other) {
    int order = domain.compareTo(other.domain);
    if (order == 0) {
      order = compareParts(local, other.local);
    }
    return order == 0 ? compareParts(resource, other.resource) : order;
  }

  private static int compareParts(@Nullable String one, @Nullable String other) {
    if (Objects.equals(one, other)) {
      return 0;
    }
    if (one == null) {
      return -1;
    }
    return other == null ? 1 : one.compareTo(other);
  }

  /** Mixes the bits, so that texts a stranger chose to collide in few bits do not. */
  static int spread(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }

  /** The canonical form, fit for the wire. */
  @Override
  public String toString() {
    return text;
  }
}
