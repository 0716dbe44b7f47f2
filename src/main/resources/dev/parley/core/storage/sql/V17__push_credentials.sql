-- The app password with which the session came in that asked for announcements; null for the account's own password and
-- where nobody knows.

ALTER TABLE push ADD COLUMN app_password ${text};
