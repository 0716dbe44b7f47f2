package dev.parley.core.auth.sasl;

import org.jspecify.annotations.Nullable;

/** The mechanisms of this server, in the order in which they are offered: strongest first. */
public enum SaslMechanism {
  /** The client's certificate (RFC 4422 appendix A, XEP-0178). */
  EXTERNAL("EXTERNAL", null, false),
  /** SCRAM bound to the TLS connection (RFC 5802 §6). */
  SCRAM_SHA_512_PLUS("SCRAM-SHA-512-PLUS", ScramHash.SHA_512, true),
  /** SCRAM bound to the TLS connection (RFC 7677). */
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", ScramHash.SHA_256, true),
  /** SCRAM bound to the TLS connection (RFC 5802). */
  SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", ScramHash.SHA_1, true),
  /** The password is proved, not sent. */
  SCRAM_SHA_512("SCRAM-SHA-512", ScramHash.SHA_512, false),
  /** The password is proved, not sent (RFC 7677). */
  SCRAM_SHA_256("SCRAM-SHA-256", ScramHash.SHA_256, false),
  /** The password is proved, not sent (RFC 5802). */
  SCRAM_SHA_1("SCRAM-SHA-1", ScramHash.SHA_1, false),
  /** The password itself; never without TLS (RFC 4616). */
  PLAIN("PLAIN", null, false),
  /** Nobody in particular (RFC 4505, XEP-0175). */
  ANONYMOUS("ANONYMOUS", null, false),
  /** A token, bound to the TLS connection; offered for FAST only (XEP-0484). */
  HT_SHA_256_EXPR("HT-SHA-256-EXPR", null, false),
  /** A token, bound to the server's certificate; offered for FAST only. */
  HT_SHA_256_ENDP("HT-SHA-256-ENDP", null, false),
  /** A token, bound to nothing; offered for FAST only. */
  HT_SHA_256_NONE("HT-SHA-256-NONE", null, false);

  private final String label;
  private final @Nullable ScramHash hash;
  private final boolean plus;

  SaslMechanism(String label, @Nullable ScramHash hash, boolean plus) {
    this.label = label;
    this.hash = hash;
    this.plus = plus;
  }

  /** The registered name, for example {@code SCRAM-SHA-256-PLUS}. */
  public String label() {
    return label;
  }

  /** The hash function of a SCRAM mechanism; null for the others. */
  public @Nullable ScramHash hash() {
    return hash;
  }

  /** True if the mechanism binds to the TLS connection. */
  public boolean isPlus() {
    return plus;
  }

  /** The mechanism without channel binding: itself, or the SCRAM mechanism of the same hash. */
  public SaslMechanism withoutPlus() {
    return switch (this) {
      case SCRAM_SHA_512_PLUS -> SCRAM_SHA_512;
      case SCRAM_SHA_256_PLUS -> SCRAM_SHA_256;
      case SCRAM_SHA_1_PLUS -> SCRAM_SHA_1;
      case EXTERNAL,
          SCRAM_SHA_512,
          SCRAM_SHA_256,
          SCRAM_SHA_1,
          PLAIN,
          ANONYMOUS,
          HT_SHA_256_EXPR,
          HT_SHA_256_ENDP,
          HT_SHA_256_NONE ->
          this;
    };
  }

  /** The mechanism of that name, written exactly so; null if there is none. */
  public static @Nullable SaslMechanism named(String label) {
    for (SaslMechanism mechanism : values()) {
      if (mechanism.label.equals(label)) {
        return mechanism;
      }
    }
    return null;
  }
}
