-- 災害モード: for a while more people are expected, and those of some areas, or everybody, are told where things stand. Nothing is about a person.
CREATE TABLE disaster (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    plan TEXT NOT NULL,
    ends_at BIGINT NOT NULL,
    begun_at BIGINT NOT NULL,
    begun_by TEXT NOT NULL,
    ended_at BIGINT,
    ended_by TEXT
);

CREATE INDEX disaster_of ON disaster (organisation, begun_at);
