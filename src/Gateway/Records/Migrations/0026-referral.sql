-- つなぎ(一件): one hand-off of one person to one body. A row says where it stands; its steps say who did what and when, and none of them is ever changed.
CREATE TABLE referral (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    -- Which sheet, and which revision of it the person was asked for.
    document TEXT NOT NULL,
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    consent_id TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    state BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    -- When its timer rings next; nothing only when it is over.
    due_at BIGINT,
    rung BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    last_step BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    offered_at BIGINT,
    outcome TEXT,
    -- The body's name, as the person read it; sealed with the key of the row.
    recipient_sealed BLOB NOT NULL,
    -- Exactly what the body may read; sealed with a key that goes as soon as it may not any more.
    sheet_sealed BLOB
);

CREATE UNIQUE INDEX referral_consent ON referral (consent_id);
CREATE INDEX referral_of ON referral (conversation_id);
CREATE INDEX referral_body ON referral (organisation, body) WHERE due_at IS NOT NULL;
CREATE INDEX referral_staff ON referral (opened_by) WHERE due_at IS NOT NULL;
CREATE INDEX referral_due ON referral (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE referral_step (
    referral_id TEXT NOT NULL REFERENCES referral (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- A staff id, or person, body, gateway.
    actor TEXT NOT NULL,
    -- A fixed word: a reason, an outcome.
    code TEXT,
    note_sealed BLOB,
    PRIMARY KEY (referral_id, number)
);
