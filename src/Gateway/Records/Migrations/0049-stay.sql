-- 応援 between gateways: what each side knows of a stay. Nothing here is anybody's word; those stand in the conversations, sealed.
-- One of our people at a partner that runs a gateway of its own.
CREATE TABLE home_stay (
    id TEXT PRIMARY KEY REFERENCES guest_stay (id),
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    partner TEXT NOT NULL REFERENCES organisation (id),
    -- When the call was sent of which there was an answer last.
    answered_at BIGINT NOT NULL,
    -- When a node last took it upon itself to call about it: one at a time.
    asked_at BIGINT NOT NULL DEFAULT 0,
    -- The partner has our words up to here, and we have its words up to there.
    told BIGINT NOT NULL DEFAULT 0,
    heard BIGINT NOT NULL DEFAULT 0,
    known BIGINT NOT NULL DEFAULT 0,
    alarms BIGINT NOT NULL DEFAULT 0,
    over TEXT,
    done BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX home_stay_open ON home_stay (partner) WHERE done = 0;
CREATE INDEX home_stay_of ON home_stay (conversation_id);

-- Somebody from a partner's gateway, here. When it is over the words are destroyed; the row stays for a day, so that a call that comes late does not begin it anew.
CREATE TABLE guest_copy (
    partner TEXT NOT NULL REFERENCES organisation (id),
    -- Home chose it.
    id TEXT NOT NULL,
    conversation_id TEXT REFERENCES conversation (id),
    -- By our clock: from then on it is over, whether or not anybody looks.
    lives_until BIGINT NOT NULL,
    heard BIGINT NOT NULL DEFAULT 0,
    told BIGINT NOT NULL DEFAULT 0,
    answered BIGINT NOT NULL DEFAULT 0,
    alarms BIGINT NOT NULL DEFAULT 0,
    over TEXT,
    settled BIGINT NOT NULL DEFAULT 0,
    erased BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (partner, id)
);

CREATE INDEX guest_copy_open ON guest_copy (partner) WHERE erased = 0;
CREATE INDEX guest_copy_of ON guest_copy (conversation_id);
