-- 同席: the seat of a support body's worker in a talk: asked for, agreed to by the person, taken, over. Who sits there now stands in the conversation's row.
CREATE TABLE seat (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    referral_id TEXT NOT NULL REFERENCES referral (id),
    body TEXT NOT NULL,
    -- The two digits by which the person answers.
    code TEXT NOT NULL,
    state BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    -- When a question or a yes lapses; nothing while somebody sits there, and when it is over.
    due_at BIGINT,
    -- The body's name, and the worker's name and role; sealed with the key of the conversation.
    who_sealed BLOB NOT NULL,
    -- The open desk of the worker, and the entry after which they read.
    desk_hash BLOB,
    after_number BIGINT,
    -- When their page last asked, and whether the counsellor was told that it does not any more.
    looked_at BIGINT,
    told_away BIGINT NOT NULL,
    why TEXT
);

CREATE INDEX seat_of ON seat (conversation_id);
CREATE INDEX seat_open ON seat (referral_id) WHERE state < 4;
CREATE INDEX seat_contact ON seat (contact_id) WHERE state < 4;

ALTER TABLE conversation ADD COLUMN seat_id TEXT;

-- 引き継ぎ: talks that go on with a worker and without anybody of the line.
CREATE INDEX conversation_handed ON conversation (organisation, heard_at) WHERE stage = 'handed';
