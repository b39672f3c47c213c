-- Words that a node took while the records were away, on their way into their conversations. Still sealed.
CREATE TABLE held_word (
    channel_account TEXT NOT NULL,
    event_id TEXT NOT NULL,
    -- Keyed hash of the address: a newer word of the same person waits behind.
    person BLOB NOT NULL,
    said_at BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    segment TEXT NOT NULL,
    number BIGINT NOT NULL,
    wrapped_key BLOB NOT NULL,
    box BLOB NOT NULL,
    -- When it was found that it goes into no conversation; kept for somebody to look at.
    aside_at BIGINT,
    PRIMARY KEY (channel_account, event_id)
);

CREATE INDEX held_word_next ON held_word (said_at, taken_at, turn) WHERE aside_at IS NULL;
CREATE INDEX held_word_person ON held_word (person);

-- Nodes that come back from an outage: 0 while they bring in what they took, 1 while they put every new word behind the others.
CREATE TABLE spool_node (
    node TEXT PRIMARY KEY,
    landed BIGINT NOT NULL,
    -- Whoever has not renewed it is gone.
    until BIGINT NOT NULL
);

-- Whose turn it is to take held words into conversations. One row.
CREATE TABLE spool_turn (
    node TEXT NOT NULL,
    until BIGINT NOT NULL
);

INSERT INTO spool_turn (node, until) VALUES ('', 0);
