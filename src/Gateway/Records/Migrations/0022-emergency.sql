-- 緊急対応: what is done while somebody is in danger now. A row says that there is one; its steps say who did what and when, and nothing of them is ever changed.
CREATE TABLE emergency (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    opened_at BIGINT NOT NULL,
    -- The number of its newest step.
    last_step BIGINT NOT NULL,
    closed_at BIGINT
);

CREATE UNIQUE INDEX emergency_open ON emergency (conversation_id) WHERE closed_at IS NULL;
CREATE INDEX emergency_organisation ON emergency (organisation, opened_at);
CREATE INDEX emergency_of ON emergency (conversation_id);

CREATE TABLE emergency_step (
    emergency_id TEXT NOT NULL REFERENCES emergency (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- By whom, and as what; nothing when it was the gateway.
    staff_id TEXT,
    role TEXT,
    -- Of which earlier step it speaks.
    of_step BIGINT,
    -- A fixed word: the ground of a call, the outcome of an ending.
    code TEXT,
    -- The id that the writer's device gave it: a repetition is recognised by it.
    client_id TEXT,
    -- What was written, sealed with the emergency's own key.
    body BLOB NOT NULL,
    PRIMARY KEY (emergency_id, number)
);

CREATE UNIQUE INDEX emergency_step_client ON emergency_step (emergency_id, client_id) WHERE client_id IS NOT NULL;

-- An emergency is open: 1. Nothing ends the conversation by time, and nothing erases it.
ALTER TABLE conversation ADD COLUMN emergency BIGINT NOT NULL DEFAULT 0;
