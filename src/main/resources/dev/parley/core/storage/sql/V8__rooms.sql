-- Rooms (XEP-0045): how they are set up, what they talk about, and who may do what. Who is in them is not stored.

CREATE TABLE rooms (
  number ${serial},
  jid ${text} NOT NULL UNIQUE,
  domain ${text} NOT NULL,
  -- False if it goes with its last occupant, and with a restart.
  permanent BOOLEAN NOT NULL,
  -- True if everybody may find it.
  listed BOOLEAN NOT NULL,
  created BIGINT NOT NULL,
  -- Grows with each change of the affiliations (XEP-0463).
  version BIGINT NOT NULL,
  -- Of which occupant ids are made (XEP-0421).
  secret ${bytes} NOT NULL,
  -- A JSON object of what differs from the defaults.
  config ${text} NOT NULL,
  -- The message that set it.
  subject ${text}
);

CREATE INDEX rooms_by_domain ON rooms (domain, listed, jid);
CREATE INDEX rooms_by_permanence ON rooms (permanent);

CREATE TABLE room_affiliations (
  room BIGINT NOT NULL REFERENCES rooms (number) ON DELETE CASCADE,
  jid ${text} NOT NULL,
  -- As on the wire; none stays for those who ask what has changed.
  affiliation ${text} NOT NULL,
  -- Reserved for that person.
  nick ${text},
  reason ${text},
  -- Of the room's affiliations when this was last changed.
  version BIGINT NOT NULL,
  PRIMARY KEY (room, jid),
  UNIQUE (room, nick)
) ${clustered};

CREATE INDEX room_affiliations_by_jid ON room_affiliations (jid);
CREATE INDEX room_affiliations_by_version ON room_affiliations (room, version);
