-- Numbers of cards that somebody tried and that led nowhere: nobody guesses one by trying. Kept for a day; nothing of the number stands in it.
CREATE TABLE card_miss (
    -- The account at which it was tried, and the keyed hash of who tried.
    account TEXT NOT NULL,
    holder BLOB NOT NULL,
    -- The keyed hash of the address from which the page was called; nothing where the number came by a message.
    caller BLOB,
    at BIGINT NOT NULL
);

CREATE INDEX card_miss_of ON card_miss (account, at);
CREATE INDEX card_miss_by ON card_miss (caller, at);
CREATE INDEX card_miss_at ON card_miss (at);
