-- 同意: what somebody was asked to let pass, and what they said. Sealed with a key of its own: it outlives the words of the conversation.
CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    -- Two digits by which an answer in words names it.
    code TEXT NOT NULL,
    -- 1 asked, 2 given, 3 declined, 4 lapsed, 5 withdrawn, 6 expired.
    state BIGINT NOT NULL,
    recipient TEXT NOT NULL,
    document TEXT NOT NULL,
    terms_sealed BLOB NOT NULL,
    terms_hash TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    answer_until BIGINT NOT NULL,
    answer_sealed BLOB,
    answered_at BIGINT,
    valid_until BIGINT,
    ended_at BIGINT,
    ended_why TEXT,
    checked_by TEXT,
    guardian BIGINT NOT NULL
);

-- One question at a time: nobody is asked two things at once, and a yes is never one to something else.
CREATE UNIQUE INDEX consent_asked ON consent (conversation_id) WHERE state = 1;
CREATE UNIQUE INDEX consent_code ON consent (contact_id, code) WHERE state IN (1, 2);
CREATE INDEX consent_of ON consent (contact_id, asked_at);
CREATE INDEX consent_conversation ON consent (conversation_id, asked_at);
CREATE INDEX consent_standing ON consent (state, answer_until) WHERE state IN (1, 2);
