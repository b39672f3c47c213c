-- Somebody of a support body is invited to an account of their own: by a link that a letter carries, once. The link is known by a keyed hash alone.
CREATE TABLE body_invitation (
    id TEXT PRIMARY KEY,
    link_hash BLOB NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    body TEXT NOT NULL,
    -- How they are called; their address stands in the letter alone.
    name TEXT NOT NULL,
    invited_by TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);

CREATE INDEX body_invitation_of ON body_invitation (organisation, body);

-- Made by an invitation, and not by the set-up file: a start with another file leaves it as it is.
ALTER TABLE staff ADD COLUMN invited BIGINT NOT NULL DEFAULT 0;
