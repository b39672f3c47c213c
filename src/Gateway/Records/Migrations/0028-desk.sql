-- Letters (e-mail) that wait for the server. Sealed with a key of their own; both go as soon as the server has taken it.
CREATE TABLE letter (
    id TEXT PRIMARY KEY,
    -- What it is about, by its id.
    reference TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    content_sealed BLOB NOT NULL
);

CREATE INDEX letter_due ON letter (due_at);

-- The way from a letter to the desk of a support body: a link names a hand-off, a code that is mailed on request opens the desk.
CREATE TABLE desk_link (
    link_hash BLOB PRIMARY KEY,
    referral_id TEXT NOT NULL REFERENCES referral (id),
    -- desk, or deputy: to which address of the directory a code goes.
    reader TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    code_hash BLOB,
    code_until BIGINT,
    tries BIGINT NOT NULL,
    -- How many codes since when.
    codes BIGINT NOT NULL,
    codes_since BIGINT NOT NULL
);

CREATE INDEX desk_link_of ON desk_link (referral_id);

CREATE TABLE desk_session (
    token_hash BLOB PRIMARY KEY,
    organisation TEXT NOT NULL,
    body TEXT NOT NULL,
    reader TEXT NOT NULL,
    until BIGINT NOT NULL
);
