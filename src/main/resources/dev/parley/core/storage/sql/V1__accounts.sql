-- Accounts and what belongs to them. Times are milliseconds since 1970 (UTC). Tables of short rows are
-- clustered by their key where the database can; long rows cost twice as much that way.
-- Whatever belongs to an account goes with it: a later owner of the name inherits nothing.

CREATE TABLE accounts (
  jid ${text} NOT NULL PRIMARY KEY,
  domain ${text} NOT NULL,
  enabled BOOLEAN NOT NULL,
  created BIGINT NOT NULL
) ${clustered};

-- A page of one domain's accounts, and their number.
CREATE INDEX accounts_by_domain ON accounts (domain, jid);

CREATE TABLE account_keys (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  mechanism ${text} NOT NULL,
  iterations BIGINT NOT NULL,
  salt ${bytes} NOT NULL,
  stored_key ${bytes} NOT NULL,
  server_key ${bytes} NOT NULL,
  PRIMARY KEY (owner, mechanism)
) ${clustered};

CREATE TABLE account_activity (
  owner ${text} NOT NULL PRIMARY KEY REFERENCES accounts (jid) ON DELETE CASCADE,
  last_seen BIGINT NOT NULL,
  status ${text}
) ${clustered};

-- One value for each account, store and key.
CREATE TABLE account_data (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  store ${text} NOT NULL,
  name ${text} NOT NULL,
  value ${text} NOT NULL,
  PRIMARY KEY (owner, store, name)
);

CREATE TABLE rosters (
  owner ${text} NOT NULL PRIMARY KEY REFERENCES accounts (jid) ON DELETE CASCADE,
  version BIGINT NOT NULL,
  pruned BIGINT NOT NULL
) ${clustered};

CREATE TABLE roster_items (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  contact ${text} NOT NULL,
  name ${text},
  -- A JSON array of strings.
  contact_groups ${text} NOT NULL,
  subscription ${text} NOT NULL,
  ask BOOLEAN NOT NULL,
  approved BOOLEAN NOT NULL,
  pending_in ${text},
  version BIGINT NOT NULL,
  removed BOOLEAN NOT NULL,
  PRIMARY KEY (owner, contact)
) ${clustered};

-- Messages for those who are away.
CREATE TABLE offline (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  id BIGINT NOT NULL,
  received BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  stanza ${text} NOT NULL,
  PRIMARY KEY (owner, id)
);

-- The greatest id of all.
CREATE INDEX offline_by_id ON offline (id);
