-- Who read what, why, and every decision about a person. Each row holds the hash of the one before.
CREATE TABLE audit (
    organisation TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (organisation, number)
);

CREATE TABLE audit_head (
    organisation TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    hash BLOB NOT NULL
);
