-- 一時停止: a person whose words are kept but not brought before anybody until then, unless they show signs of danger. Why, stands sealed in the conversation.
CREATE TABLE block (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    -- The entry that says why.
    reason_number BIGINT NOT NULL,
    label TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    until_at BIGINT NOT NULL,
    lifted_at BIGINT,
    lifted_by TEXT
);

CREATE INDEX block_of ON block (contact_id) WHERE lifted_at IS NULL;
CREATE INDEX block_organisation ON block (organisation, until_at) WHERE lifted_at IS NULL;
