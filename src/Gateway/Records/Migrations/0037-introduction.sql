-- 紹介: a support body tells the line of somebody who agreed to it, and hands them a card. The note is sealed with a key of the row; both go as soon as
-- the person has said whether it may be read, or the card is over.
CREATE TABLE introduction (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Keyed hash of the number on the card.
    card_hash BLOB NOT NULL UNIQUE,
    language TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    -- 1 written, 2 held, 3 shown, 4 hidden, 5 over.
    state BIGINT NOT NULL,
    note_sealed BLOB,
    -- The body asked to hear whether they came.
    asks_answer BIGINT NOT NULL,
    -- The one phone or browser that opened the card.
    holder_account TEXT,
    holder_hash BLOB,
    conversation_id TEXT REFERENCES conversation (id),
    -- Two digits by which an answer in words names it.
    code TEXT,
    -- The person agreed that the body hears that they came; and when they did.
    may_tell BIGINT NOT NULL,
    came_at BIGINT,
    taken_back_at BIGINT
);

CREATE INDEX introduction_of ON introduction (organisation, body, written_at);
CREATE INDEX introduction_holder ON introduction (holder_account, holder_hash) WHERE holder_hash IS NOT NULL;
CREATE INDEX introduction_conversation ON introduction (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX introduction_until ON introduction (until_at);

-- Bodies that may introduce people.
CREATE TABLE way_in (
    organisation TEXT NOT NULL,
    body TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, body)
);

-- A link may lead to a body's desk without a hand-off.
CREATE TABLE body_link (
    link_hash BLOB PRIMARY KEY,
    organisation TEXT NOT NULL,
    body TEXT NOT NULL,
    referral_id TEXT REFERENCES referral (id),
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

INSERT INTO body_link (link_hash, organisation, body, referral_id, reader, made_at, code_hash, code_until, tries, codes, codes_since)
SELECT l.link_hash, r.organisation, r.body, l.referral_id, l.reader, l.made_at, l.code_hash, l.code_until, l.tries, l.codes, l.codes_since
FROM desk_link l JOIN referral r ON r.id = l.referral_id;

DROP TABLE desk_link;
ALTER TABLE body_link RENAME TO desk_link;
CREATE INDEX desk_link_of ON desk_link (referral_id);
