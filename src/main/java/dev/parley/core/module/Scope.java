package dev.parley.core.module;

/** On whose behalf the server answers, and who may ask. */
public enum Scope {
  /** Addressed to the asker's own account, or without address (RFC 6120 §10.3.3). */
  OWN_ACCOUNT,
  /** Addressed to the bare JID of somebody else's account of this server. */
  OTHER_ACCOUNT,
  /** Addressed to a domain served here. */
  DOMAIN,
  /** Addressed to the domain of a service under one of those, as {@code upload.example.org}. */
  SERVICE
}
