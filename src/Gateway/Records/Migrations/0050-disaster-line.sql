-- 災害の列: whether a disaster mode sets people of its areas apart. One for everybody sets nobody apart.
ALTER TABLE disaster ADD COLUMN sets_apart BIGINT NOT NULL DEFAULT 0;
UPDATE disaster SET sets_apart = 1 WHERE plan LIKE '%"everybody":false%';

-- Who told a prefecture that a disaster is for: a mark, and not the prefecture. It is found anew from the sealed facts, and goes when the talk ends.
CREATE TABLE disaster_person (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    disaster_id TEXT NOT NULL REFERENCES disaster (id),
    -- The number of the entry up to which what they told was looked at.
    seen_number BIGINT NOT NULL,
    -- 1: they belong to it.
    belongs BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, disaster_id)
);

-- When a counsellor chose to take people of the disaster first; 0: not chosen. It counts for a disaster that held then, while it holds.
ALTER TABLE shift ADD COLUMN disaster_first_at BIGINT NOT NULL DEFAULT 0;

-- Who of them waits is looked for every ten seconds: among those that are open, and not in all that ever were.
CREATE INDEX conversation_still_open ON conversation (organisation) WHERE closed_at IS NULL;
