-- vCards of rooms (XEP-0486), as XML.

ALTER TABLE rooms ADD COLUMN card ${text};
