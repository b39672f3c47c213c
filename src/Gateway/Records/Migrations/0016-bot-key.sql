-- The key with which tokens for intake bots are signed, sealed; one for all nodes.
CREATE TABLE bot_key (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
);
