-- For whom no body was found: by topic, area and hour, and nothing of the person. The hash is keyed; by it a second note of the same talk is recognised.
CREATE TABLE unmet_need (
    talk_hash BLOB PRIMARY KEY,
    organisation TEXT NOT NULL,
    -- The hour, in milliseconds.
    at BIGINT NOT NULL,
    topic TEXT NOT NULL,
    area TEXT
);

CREATE INDEX unmet_need_of ON unmet_need (organisation, at);
