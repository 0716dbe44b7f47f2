-- Who has approved a contact in advance: asked when the contact's account is deleted.
CREATE INDEX roster_items_approved ON roster_items (contact, owner) WHERE approved;
