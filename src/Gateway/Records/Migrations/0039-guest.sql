-- 応援: a partner of the consortium answers a person for this one episode. Nothing here is anybody's word.
-- The partner who answers now; nothing: the organisation itself. Whoever waits, waits in that one's queue, and nobody else writes to them.
ALTER TABLE conversation ADD COLUMN host TEXT REFERENCES organisation (id);

DROP INDEX conversation_waiting;
CREATE INDEX conversation_waiting ON conversation ((COALESCE(host, organisation)), arrived_at) WHERE stage = 'waiting';

-- Every time that a partner had somebody: from the yes until they were home again, or it was over.
CREATE TABLE guest_stay (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    consortium_id TEXT NOT NULL REFERENCES consortium (id),
    home TEXT NOT NULL REFERENCES organisation (id),
    host TEXT NOT NULL REFERENCES organisation (id),
    began_at BIGINT NOT NULL,
    -- When a counsellor of the partner took them; nothing when none did.
    taken_at BIGINT,
    taken_by TEXT,
    ended_at BIGINT,
    why TEXT
);

CREATE UNIQUE INDEX guest_stay_open ON guest_stay (conversation_id) WHERE ended_at IS NULL;
CREATE INDEX guest_stay_of ON guest_stay (conversation_id);
CREATE INDEX guest_stay_home ON guest_stay (home, began_at);
CREATE INDEX guest_stay_host ON guest_stay (host, began_at);

-- Whether a partner may answer them: asked once for each partner, and one question at a time.
CREATE TABLE overflow_question (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    consortium_id TEXT NOT NULL REFERENCES consortium (id),
    partner TEXT NOT NULL REFERENCES organisation (id),
    -- The two digits by which the person answers.
    code TEXT NOT NULL,
    state BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    answered_at BIGINT
);

CREATE UNIQUE INDEX overflow_question_once ON overflow_question (conversation_id, partner);
CREATE UNIQUE INDEX overflow_question_open ON overflow_question (conversation_id) WHERE state IN (1, 2);
CREATE INDEX overflow_question_contact ON overflow_question (contact_id);
CREATE INDEX overflow_question_partner ON overflow_question (partner) WHERE state IN (1, 2);

-- What was decided about somebody who waits, whenever it changed, with its reasons.
CREATE TABLE overflow_decision (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL REFERENCES conversation (id),
    consortium_id TEXT NOT NULL REFERENCES consortium (id),
    at BIGINT NOT NULL,
    decision TEXT NOT NULL
);

CREATE INDEX overflow_decision_of ON overflow_decision (conversation_id, at);
