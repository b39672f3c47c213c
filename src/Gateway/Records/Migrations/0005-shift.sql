-- What a counsellor last said of themselves, so that a restart does not send everybody away.
CREATE TABLE shift (
    staff_id TEXT PRIMARY KEY REFERENCES staff (id),
    organisation TEXT NOT NULL,
    available BIGINT NOT NULL,
    capacity BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);
