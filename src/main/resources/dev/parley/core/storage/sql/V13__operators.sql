-- Whom nobody here hears of: by the operator's own list, and by those of others (hashes alone).

CREATE TABLE blocklist (
  -- Empty for the operator's own list; else the address of the service and its node.
  list ${text} NOT NULL,
  -- SHA-256 of a bare JID or a domain, in lower-case hexadecimal digits.
  hash ${text} NOT NULL,
  -- Who it is; null where a list tells the hash alone.
  jid ${text},
  -- A URN, or empty.
  reason ${text} NOT NULL,
  -- In milliseconds since 1970.
  since BIGINT NOT NULL,
  PRIMARY KEY (list, hash)
) ${clustered};

-- What everybody hears who comes: the message of the day and the welcome of new accounts.
CREATE TABLE notices (
  kind ${text} NOT NULL PRIMARY KEY,
  -- Another one for another notice; the same for one whose words were corrected.
  id ${text} NOT NULL,
  words ${text} NOT NULL,
  -- When it was set, in milliseconds since 1970.
  since BIGINT NOT NULL
) ${clustered};
