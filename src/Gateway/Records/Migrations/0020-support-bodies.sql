-- つなぎ先: the directory of support bodies of each organisation. Its key stands in sealing_key, its owner is 'bodies/' and the organisation.
CREATE TABLE support_directory (
    organisation TEXT PRIMARY KEY,
    -- Grows with every change of any body: who has read up to it has read everything.
    revision BIGINT NOT NULL
);

CREATE TABLE support_body (
    organisation TEXT NOT NULL REFERENCES support_directory (organisation),
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    -- The revision of the directory in which it last changed.
    revision BIGINT NOT NULL,
    -- Entry, approval, proposal and disabling, sealed: names of people, and addresses that nobody may learn.
    document BLOB NOT NULL,
    -- Places taken.
    taken BIGINT NOT NULL DEFAULT 0,
    -- A proposal that was declined before anybody approved the body: it is shown to nobody.
    gone BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, id)
);

CREATE INDEX support_body_changes ON support_body (organisation, revision);
