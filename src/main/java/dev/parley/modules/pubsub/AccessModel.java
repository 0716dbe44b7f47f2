package dev.parley.modules.pubsub;

/** Who may subscribe and retrieve items (XEP-0060 §4.5). */
enum AccessModel {
  OPEN,
  PRESENCE,
  ROSTER,
  AUTHORIZE,
  WHITELIST
}
