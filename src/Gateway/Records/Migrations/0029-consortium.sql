-- Organisations that help each other out. Nothing here is about a person; who signed is named, because the others rely on it.
CREATE TABLE consortium (
    id TEXT PRIMARY KEY,
    responsible TEXT NOT NULL REFERENCES organisation (id),
    -- The version that holds; 0 before the first.
    in_force BIGINT NOT NULL,
    newest BIGINT NOT NULL,
    ended_at BIGINT
);

-- A version never changes: its fingerprint is what was signed.
CREATE TABLE consortium_agreement (
    consortium_id TEXT NOT NULL REFERENCES consortium (id),
    version BIGINT NOT NULL,
    charter TEXT NOT NULL,
    hash TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    PRIMARY KEY (consortium_id, version)
);

CREATE TABLE consortium_signature (
    id TEXT PRIMARY KEY,
    consortium_id TEXT NOT NULL REFERENCES consortium (id),
    version BIGINT NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    staff_id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX consortium_signature_of ON consortium_signature (consortium_id, version);

CREATE TABLE consortium_member (
    consortium_id TEXT NOT NULL REFERENCES consortium (id),
    organisation TEXT NOT NULL REFERENCES organisation (id),
    standing BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    terms TEXT NOT NULL,
    PRIMARY KEY (consortium_id, organisation)
);

-- One consortium at a time: joined (1) or paused (2).
CREATE UNIQUE INDEX consortium_member_once ON consortium_member (organisation) WHERE standing IN (1, 2);
