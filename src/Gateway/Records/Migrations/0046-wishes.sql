-- By whom somebody who waits would like to be answered: a code of three groups of bits, never words. It goes when the talk ends.
ALTER TABLE conversation ADD COLUMN wish BIGINT NOT NULL DEFAULT 0;
-- When they first said so: the time for which a wish is waited for counts from here, however often it changes.
ALTER TABLE conversation ADD COLUMN wished_at BIGINT;
-- Until when they are kept for somebody who fits; 0: not at all.
ALTER TABLE conversation ADD COLUMN wish_until BIGINT NOT NULL DEFAULT 0;
-- waits, nobody, soon, age, withdrawn, or done once a counsellor has had them.
ALTER TABLE conversation ADD COLUMN wish_state TEXT;

-- What counsellors said of themselves so that wishes can be met. Sealed with a key of its own for each; nobody but the matching opens it.
CREATE TABLE staff_traits (
    staff_id TEXT PRIMARY KEY REFERENCES staff (id),
    sealed BLOB NOT NULL
);

-- How many people had a wish and what became of it. No row is about anybody.
CREATE TABLE wish_count (
    organisation TEXT NOT NULL,
    -- YYYY-MM by the clock of Japan.
    month TEXT NOT NULL,
    -- all, gender, generation or language.
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (organisation, month, kind, outcome)
);
