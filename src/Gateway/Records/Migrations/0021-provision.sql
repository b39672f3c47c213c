-- 提供記録 (APPI Art. 29): what of whom went to whom, on which ground. Sealed with a key of its own; kept for years, then forgotten; never changed.
CREATE TABLE provision (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    body TEXT NOT NULL,
    at BIGINT NOT NULL,
    by_staff TEXT NOT NULL,
    ground BIGINT NOT NULL,
    consent_id TEXT,
    ground_id TEXT,
    -- SHA-256 of exactly what went.
    document_hash TEXT NOT NULL,
    content_sealed BLOB NOT NULL
);

CREATE INDEX provision_of ON provision (contact_id, at);

-- The other door: two people have decided that something must be known without consent, on a ground in law.
CREATE TABLE ground (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    body TEXT NOT NULL,
    ground BIGINT NOT NULL,
    document_hash TEXT NOT NULL,
    reason_sealed BLOB NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    confirmed_by TEXT,
    confirmed_at BIGINT,
    used_at BIGINT
);

CREATE INDEX ground_of ON ground (conversation_id, proposed_at);
