package dev.parley.core.dns;

import java.util.List;

/** What DNS says about the certificate of a port (RFC 7673 §3.2, §3.4). */
public sealed interface Associations {
  /** Records of one port that are looked at. */
  int MOST = 20;

  /**
   * There are records that DNSSEC vouches for.
   *
   * @param all at least one
   */
  record Signed(List<Association> all) implements Associations {
    public Signed {
      all = List.copyOf(all);
    }
  }

  /** There are records, but nobody vouches for them, so they count for nothing. */
  record Unsigned(List<Association> all) implements Associations {
    public Unsigned {
      all = List.copyOf(all);
    }
  }

  /** There are none. */
  record None() implements Associations {}

  /**
   * Nobody knows: whoever connects all the same may be led astray.
   *
   * @param reason for the operator
   */
  record Failed(String reason) implements Associations {}
}
