-- Who means to be there, and when. Presence (shift) stays the truth about now; nothing here is about a person.
CREATE TABLE roster (
    -- Whoever changes a roster holds this row, so that changes of one organisation follow one another.
    organisation TEXT PRIMARY KEY REFERENCES organisation (id),
    demands TEXT NOT NULL
);

CREATE TABLE roster_person (
    staff_id TEXT PRIMARY KEY REFERENCES staff (id),
    organisation TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    country TEXT NOT NULL,
    skills TEXT NOT NULL,
    languages TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    -- Minutes before a shift at which a letter goes out; 0: none does.
    remind_minutes BIGINT NOT NULL,
    mail_sealed BLOB,
    calendar_hash BLOB
);

CREATE UNIQUE INDEX roster_person_calendar ON roster_person (calendar_hash) WHERE calendar_hash IS NOT NULL;

CREATE TABLE roster_series (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    plan TEXT NOT NULL,
    -- The first day that has not been laid out yet, as days since 0001-01-01.
    next_day BIGINT NOT NULL,
    ended_at BIGINT
);

-- One row is one place: one person at a time is responsible for it, or nobody yet.
CREATE TABLE roster_shift (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    series_id TEXT REFERENCES roster_series (id),
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    role TEXT NOT NULL,
    skills TEXT NOT NULL,
    languages TEXT NOT NULL,
    staff_id TEXT REFERENCES staff (id),
    -- From where whoever holds it answers, as they said when they took it.
    country TEXT,
    offered BIGINT NOT NULL,
    assigned_by TEXT,
    -- Who has it again when whoever it was given to declines.
    before_staff_id TEXT,
    reminded_at BIGINT,
    version BIGINT NOT NULL
);

CREATE INDEX roster_shift_of ON roster_shift (organisation, begins_at);
CREATE INDEX roster_shift_held ON roster_shift (staff_id, begins_at) WHERE staff_id IS NOT NULL;
CREATE INDEX roster_shift_coming ON roster_shift (begins_at) WHERE staff_id IS NOT NULL;
-- How many come in which hour of the week is counted from here.
CREATE INDEX conversation_opened ON conversation (organisation, opened_at);
