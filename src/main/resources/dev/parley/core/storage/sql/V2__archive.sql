-- Archives of messages (XEP-0313), of accounts and of rooms. An archive is known by its number: when its owner goes, the
-- rows are deleted bit by bit, while a later owner of the name has an archive of their own.

CREATE TABLE archives (
  number ${serial},
  -- Null once the owner is gone and the rows wait to be deleted.
  owner ${text} UNIQUE,
  -- How long messages are kept; null if the owner has no setting of their own.
  keep_days BIGINT,
  -- The words of all rows up to this id are in archive_words; null if nobody has searched yet.
  searchable BIGINT
);

INSERT INTO archives (owner) SELECT jid FROM accounts;

CREATE TABLE archive (
  archive BIGINT NOT NULL,
  -- Tells the time as well: milliseconds since 1970 in the upper 44 bits.
  id BIGINT NOT NULL,
  -- Bare JID of the other side.
  peer ${text} NOT NULL,
  -- Hash of the other side's resource, 0 if there is none.
  resource BIGINT NOT NULL,
  -- Hash of the id that the sender gave, 0 if there is none.
  message BIGINT NOT NULL,
  sent BOOLEAN NOT NULL,
  stanza ${text} NOT NULL,
  PRIMARY KEY (archive, id)
);

-- A page of a conversation, also with one resource; and the message with an id that its sender gave.
CREATE INDEX archive_by_peer ON archive (archive, peer, id, resource, message);

CREATE TABLE archive_words (
  archive BIGINT NOT NULL,
  word ${text} NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (archive, word, id)
) ${clustered};

-- Random bytes that only this database knows.
CREATE TABLE secrets (
  name ${text} NOT NULL PRIMARY KEY,
  value ${bytes} NOT NULL
) ${clustered};

-- A message that is in the archive as well has its stanza only there.
CREATE TABLE offline_pointers (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  id BIGINT NOT NULL,
  received BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  stanza ${text},
  PRIMARY KEY (owner, id)
);

INSERT INTO offline_pointers (owner, id, received, bytes, stanza)
  SELECT owner, id, received, bytes, stanza FROM offline;

DROP TABLE offline;

ALTER TABLE offline_pointers RENAME TO offline;

-- The greatest id of all.
CREATE INDEX offline_by_id ON offline (id);
