-- Files that users have uploaded (XEP-0363), and the slots for those to come. The bytes are elsewhere.
-- Rows outlive their account, without its name, until the bytes are gone as well.

CREATE TABLE uploads (
  id ${text} NOT NULL PRIMARY KEY,
  -- Empty once the account is gone.
  owner ${text} NOT NULL,
  -- message, profile or ephemeral.
  purpose ${text} NOT NULL,
  name ${text} NOT NULL,
  type ${text},
  bytes BIGINT NOT NULL,
  -- SHA-256 of what its uploader has to know.
  slot_key ${bytes} NOT NULL,
  -- slot, receiving or stored.
  state ${text} NOT NULL,
  created BIGINT NOT NULL,
  -- When a file that is stored goes.
  kept_until BIGINT NOT NULL,
  -- When this row goes as things stand.
  expires BIGINT NOT NULL
);

-- What an account uses.
CREATE INDEX uploads_by_owner ON uploads (owner, expires);

-- What is to be deleted next.
CREATE INDEX uploads_by_expiry ON uploads (expires);
