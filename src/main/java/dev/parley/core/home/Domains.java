package dev.parley.core.home;

/** The domains served here; may change while the server runs. */
public interface Domains {
  /** True if accounts of {@code domain}, prepared as in a {@code Jid}, live here. */
  boolean isLocal(String domain);
}
