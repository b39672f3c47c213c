-- Requests of people about what is kept of them (APPI Art. 33 to 35). Kept when the words of their talks are erased.
CREATE TABLE data_request (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    kind TEXT NOT NULL,
    -- How they were recognised: talk, or receipt.
    recognised TEXT NOT NULL,
    -- The entry in which they asked.
    entry BIGINT,
    opened_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    decision TEXT,
    decided_by TEXT,
    decided_at BIGINT,
    -- Why, in words; sealed with the key of the row.
    reason_sealed BLOB
);

CREATE INDEX data_request_of ON data_request (organisation, due_at);
