package dev.parley.modules.pubsub;

/** Who may publish (XEP-0060 §16.4.4). */
enum PublishModel {
  PUBLISHERS,
  SUBSCRIBERS,
  OPEN
}
