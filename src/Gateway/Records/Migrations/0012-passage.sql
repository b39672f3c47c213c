-- A conversation that goes on on a web page: the link that leads there, and the one browser that opened it. Both secrets as keyed hashes.
CREATE TABLE passage (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    page_account TEXT NOT NULL,
    link_hash BLOB NOT NULL UNIQUE,
    made_at BIGINT NOT NULL,
    link_until BIGINT NOT NULL,
    page_hash BLOB,
    opened_at BIGINT,
    -- The page shows what is said after this number.
    shown_after BIGINT,
    ended_at BIGINT
);

CREATE INDEX passage_of ON passage (conversation_id, made_at);
CREATE INDEX passage_page ON passage (page_hash) WHERE page_hash IS NOT NULL;

-- The passage by which the person is on a page now; nothing while they are where they began.
ALTER TABLE conversation ADD COLUMN passage_id TEXT;
