-- An intake bot's talk with a person who is not with a counsellor yet.
CREATE TABLE bot_talk (
    conversation_id TEXT PRIMARY KEY REFERENCES conversation (id),
    -- By this the bot knows the conversation. 128 random bits: it says nothing, and cannot be guessed.
    alias TEXT NOT NULL UNIQUE,
    bot TEXT NOT NULL,
    phase TEXT NOT NULL,
    turns BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    -- Since when a person who is not in the queue yet has been waiting for the bot's word.
    silent_since BIGINT,
    -- What the bot wants to know again, and what it offered last: sealed with the conversation's key.
    memory BLOB
);

CREATE INDEX bot_talk_open ON bot_talk (phase) WHERE phase <> 'over';

-- What a bot is still to be told, in order: a row of the transaction that took the person's word.
CREATE TABLE bot_turn (
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    entry BIGINT,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease_until BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

CREATE INDEX bot_turn_due ON bot_turn (due_at);
