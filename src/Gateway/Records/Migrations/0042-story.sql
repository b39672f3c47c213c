-- その後のお話: a short story of what came of a hand-off. The person was asked for it by a consent of their own; the words are sealed with a key of the row,
-- which goes as soon as nobody may use them.
CREATE TABLE story (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    -- By which it is found on paper and in a file, also when its words are gone.
    number TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    referral_id TEXT NOT NULL,
    -- The question that stands for the words as they are now; empty only within the transaction that asks.
    consent_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    content_sealed BLOB NOT NULL,
    content_hash TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    -- When it last went into a file that somebody took with them.
    exported_at BIGINT
);

CREATE UNIQUE INDEX story_number ON story (organisation, number);
CREATE INDEX story_consent ON story (consent_id);
CREATE INDEX story_referral ON story (referral_id);

-- Whether they were asked for a story: once, also when the talk in which that was is erased. Goes with the address, because then nobody knows that it is they.
ALTER TABLE contact ADD COLUMN story_asked BIGINT NOT NULL DEFAULT 0;
