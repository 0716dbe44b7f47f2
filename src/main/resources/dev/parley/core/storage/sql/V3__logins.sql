-- How accounts are entered beside their password: the clients that were let in, their tokens (XEP-0484), and app
-- passwords. Tokens themselves are not kept: the server makes each anew from its secret and what stands here.

CREATE TABLE devices (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  -- A hash of what the client calls itself.
  id ${text} NOT NULL,
  software ${text},
  device ${text},
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  -- Whether it has shown the password that the account has now.
  password BOOLEAN NOT NULL,
  -- The app password it has shown.
  app_password ${text},
  PRIMARY KEY (owner, id)
) ${clustered};

-- At most two for a device: the one it uses, and the one it was given since.
CREATE TABLE fast_tokens (
  owner ${text} NOT NULL,
  device ${text} NOT NULL,
  used BOOLEAN NOT NULL,
  mechanism ${text} NOT NULL,
  nonce ${bytes} NOT NULL,
  issued BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  -- The highest count that the client has shown with it, 0 if it shows none.
  uses BIGINT NOT NULL,
  app_password ${text},
  PRIMARY KEY (owner, device, used),
  FOREIGN KEY (owner, device) REFERENCES devices (owner, id) ON DELETE CASCADE
) ${clustered};

CREATE TABLE app_passwords (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  id ${text} NOT NULL,
  name ${text} NOT NULL,
  created BIGINT NOT NULL,
  last_used BIGINT,
  PRIMARY KEY (owner, id)
) ${clustered};

-- Salt and iterations are those of the account's own key, so that one exchange checks all of them.
CREATE TABLE app_password_keys (
  owner ${text} NOT NULL,
  id ${text} NOT NULL,
  mechanism ${text} NOT NULL,
  iterations BIGINT NOT NULL,
  salt ${bytes} NOT NULL,
  stored_key ${bytes} NOT NULL,
  server_key ${bytes} NOT NULL,
  PRIMARY KEY (owner, id, mechanism),
  FOREIGN KEY (owner, id) REFERENCES app_passwords (owner, id) ON DELETE CASCADE
) ${clustered};
