-- What a person sent besides words. Fetched from the provider behind the message's back, and kept beside its entry.
CREATE TABLE attachment (
    -- 128 random bits: it stands in addresses.
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT,
    created_at BIGINT NOT NULL,
    type TEXT,
    size BIGINT
);

CREATE INDEX attachment_due ON attachment (due_at) WHERE state = 'waiting';
CREATE INDEX attachment_entry ON attachment (conversation_id, number);

-- Its bytes, sealed with the conversation's key. Only those of the newest try count.
CREATE TABLE attachment_part (
    attachment_id TEXT NOT NULL REFERENCES attachment (id),
    attempt BIGINT NOT NULL,
    part BIGINT NOT NULL,
    box BLOB NOT NULL,
    PRIMARY KEY (attachment_id, attempt, part)
);
