-- Who answers: the member bodies and the people who sign in.
CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    user_name TEXT NOT NULL,
    normalized_user_name TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT,
    -- Keyed hash of the secret in the set-up file that was applied last: only a changed one sets the password anew.
    setup_password BLOB,
    security_stamp TEXT NOT NULL,
    failed_count BIGINT NOT NULL DEFAULT 0,
    locked_until BIGINT,
    disabled BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE INDEX staff_of_organisation ON staff (organisation);

-- Keys of the cookies, sealed with the master key, shared by all nodes.
CREATE TABLE protection_key (
    name TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
);
