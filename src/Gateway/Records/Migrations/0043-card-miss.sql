-- Numbers of cards that somebody tried and that led nowhere: nobody guesses one by trying. Kept for a day; nothing of the number stands in it.
CREATE TABLE card_miss (
    -- The account at which it was tried, and the keyed hash of who tried.
    account TEXT NOT NULL,
    holder BLOB NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX card_miss_of ON card_miss (account, at);
