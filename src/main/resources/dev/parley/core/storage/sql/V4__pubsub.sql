-- Nodes of publish-subscribe services (XEP-0060): of accounts (XEP-0163) and of services with a domain of their own.

CREATE TABLE pubsub_nodes (
  number ${serial},
  -- Bare JID of the service.
  owner ${text} NOT NULL,
  node ${text} NOT NULL,
  -- The owner if it is an account, with which its nodes go; else null.
  account ${text} REFERENCES accounts (jid) ON DELETE CASCADE,
  created BIGINT NOT NULL,
  -- A JSON object of what differs from the defaults.
  config ${text} NOT NULL,
  UNIQUE (owner, node)
);

CREATE INDEX pubsub_nodes_by_account ON pubsub_nodes (account);

CREATE TABLE pubsub_items (
  node BIGINT NOT NULL REFERENCES pubsub_nodes (number) ON DELETE CASCADE,
  id ${text} NOT NULL,
  -- Grows with each publication; milliseconds since 1970 in the upper 44 bits.
  position BIGINT NOT NULL,
  publisher ${text} NOT NULL,
  payload ${text},
  PRIMARY KEY (node, id)
);

CREATE UNIQUE INDEX pubsub_items_by_position ON pubsub_items (node, position);

CREATE TABLE pubsub_affiliations (
  node BIGINT NOT NULL REFERENCES pubsub_nodes (number) ON DELETE CASCADE,
  jid ${text} NOT NULL,
  affiliation ${text} NOT NULL,
  PRIMARY KEY (node, jid)
) ${clustered};

CREATE INDEX pubsub_affiliations_by_jid ON pubsub_affiliations (jid);

CREATE TABLE pubsub_subscriptions (
  node BIGINT NOT NULL REFERENCES pubsub_nodes (number) ON DELETE CASCADE,
  -- As subscribed: bare or full.
  jid ${text} NOT NULL,
  bare ${text} NOT NULL,
  id ${text} NOT NULL,
  state ${text} NOT NULL,
  -- A JSON object of what differs from the defaults.
  options ${text} NOT NULL,
  PRIMARY KEY (node, jid)
) ${clustered};

CREATE INDEX pubsub_subscriptions_by_bare ON pubsub_subscriptions (bare);
