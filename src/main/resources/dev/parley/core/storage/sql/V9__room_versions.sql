-- Since which version of the room's affiliations (XEP-0463) somebody has had one without a break: whoever has seen none
-- of it need not hear that it is over. Of older rows nobody knows.

ALTER TABLE room_affiliations ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
