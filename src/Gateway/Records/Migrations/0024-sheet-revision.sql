-- つなぎ連携票: every revision of a sheet that is being written with the person. A revision is never changed; it goes with the words of its conversation.
CREATE TABLE sheet_revision (
    sheet_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    -- For which body of the directory: a sheet is for one alone.
    body TEXT NOT NULL,
    -- The counsellor who wrote it; nothing when it was the person.
    staff_id TEXT,
    at BIGINT NOT NULL,
    -- SHA-256 of what the person is asked about.
    content_hash TEXT NOT NULL,
    -- The sheet and who answers for each field, sealed with the conversation's key.
    content BLOB NOT NULL,
    PRIMARY KEY (sheet_id, revision)
);

CREATE INDEX sheet_revision_of ON sheet_revision (conversation_id, at);
