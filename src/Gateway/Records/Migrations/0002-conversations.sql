-- A person at one channel account. The address is found by a keyed hash and kept sealed.
CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    channel TEXT NOT NULL,
    channel_account TEXT NOT NULL,
    address_hash BLOB NOT NULL,
    address_sealed BLOB NOT NULL,
    wrapped_key BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (channel_account, address_hash)
);

-- One episode. Its row is the lock under which its entries get their numbers.
CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    channel TEXT NOT NULL,
    channel_account TEXT NOT NULL,
    label TEXT NOT NULL,
    language TEXT NOT NULL,
    stage TEXT NOT NULL,
    -- When the stage's timer ends it, whatever else happens.
    due_at BIGINT,
    last_number BIGINT NOT NULL,
    wrapped_key BLOB NOT NULL,
    grade BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    heard_at BIGINT NOT NULL,
    -- The place in the waiting queue: kept when a counsellor vanishes.
    arrived_at BIGINT,
    returned BIGINT NOT NULL DEFAULT 0,
    assigned_to TEXT REFERENCES staff (id),
    -- Grows with every claim; a claim with an old number is refused.
    fence BIGINT NOT NULL DEFAULT 0,
    taken_at BIGINT,
    seen_number BIGINT NOT NULL DEFAULT 0,
    outcome TEXT,
    closed_at BIGINT,
    -- LINE's free answer: used once, then gone.
    reply_token_sealed BLOB,
    reply_token_until BIGINT
);

CREATE UNIQUE INDEX one_open_conversation ON conversation (contact_id) WHERE closed_at IS NULL;
CREATE INDEX conversation_waiting ON conversation (organisation, arrived_at) WHERE stage = 'waiting';
CREATE INDEX conversation_assigned ON conversation (assigned_to) WHERE stage = 'talking';
CREATE INDEX conversation_due ON conversation (due_at) WHERE closed_at IS NULL;

CREATE TABLE entry (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    sent_at BIGINT,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    author_id TEXT,
    client_id TEXT,
    delivery TEXT,
    body BLOB NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE UNIQUE INDEX entry_client ON entry (conversation_id, client_id) WHERE client_id IS NOT NULL;

-- What providers told us already. Kept far longer than any provider redelivers.
CREATE TABLE inbox (
    channel_account TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (channel_account, event_id)
);

CREATE INDEX inbox_at ON inbox (at);

-- What is still to be sent.
CREATE TABLE outbox (
    conversation_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    lease_until BIGINT,
    -- Names the attempt to the provider, so that a repetition is recognised.
    send_key TEXT NOT NULL,
    route TEXT,
    reply_token_sealed BLOB,
    -- 1 when an earlier call may have sent it.
    unsure BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE INDEX outbox_due ON outbox (due_at) WHERE state IN ('pending', 'sending');
