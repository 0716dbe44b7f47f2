-- Push services that devices have asked the server to tell of messages (XEP-0357).

CREATE TABLE push (
  owner ${text} NOT NULL REFERENCES accounts (jid) ON DELETE CASCADE,
  -- JID of the app server.
  service ${text} NOT NULL,
  -- Empty if the client named none.
  node ${text} NOT NULL,
  -- Resource of the session that asked.
  resource ${text} NOT NULL,
  -- The client it ran on; null if it has not said which.
  device ${text},
  -- Form to be sent with each notification, as XML.
  options ${text},
  -- When it was asked for, in milliseconds since 1970.
  enabled BIGINT NOT NULL,
  -- The condition of the error that has ended it; null while it is in use.
  error ${text},
  PRIMARY KEY (owner, service, node)
) ${clustered};
