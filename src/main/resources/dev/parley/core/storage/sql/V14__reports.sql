-- What users and other servers have reported to the operator (XEP-0377).

CREATE TABLE reports (
  id ${text} NOT NULL PRIMARY KEY,
  -- When it came, in milliseconds since 1970.
  at BIGINT NOT NULL,
  -- Bare JID of an account, which may be gone since, or the domain that has forwarded it.
  reporter ${text} NOT NULL,
  reported ${text} NOT NULL,
  -- A URN.
  reason ${text} NOT NULL,
  -- What the reporter says; null if nothing.
  words ${text},
  -- The messages it is about, as XML, one after the other.
  messages ${text} NOT NULL,
  -- When an operator has dealt with it, in milliseconds since 1970; 0 while it is open.
  closed BIGINT NOT NULL
) ${clustered};

CREATE INDEX reports_at ON reports (at);
