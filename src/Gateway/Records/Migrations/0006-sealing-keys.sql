-- The data keys, apart from what they seal: the records can be backed up without them, and erasing is deleting one row here.
-- The owner is the id of a conversation or of a contact. No reference: the row may go while its owner stays.
CREATE TABLE sealing_key (
    owner TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL
);

INSERT INTO sealing_key (owner, wrapped) SELECT id, wrapped_key FROM contact;
INSERT INTO sealing_key (owner, wrapped) SELECT id, wrapped_key FROM conversation;
ALTER TABLE contact DROP COLUMN wrapped_key;
ALTER TABLE conversation DROP COLUMN wrapped_key;
