-- 共同の窓口: whoever writes to a consortium's own account is routed to a member, and their conversation is that member's from then on.
-- The contact at the entrance; nothing for whoever wrote to the organisation itself. The member knows them by a contact of its own.
ALTER TABLE conversation ADD COLUMN came_by TEXT REFERENCES contact (id);

-- Still one open conversation of a person at an account, whoever answers it: a word that comes while they are routed finds the same row before and after.
DROP INDEX one_open_conversation;
CREATE UNIQUE INDEX one_open_conversation ON conversation ((COALESCE(came_by, contact_id))) WHERE closed_at IS NULL;
CREATE INDEX conversation_contact ON conversation (contact_id);
CREATE INDEX conversation_came_by ON conversation (came_by) WHERE came_by IS NOT NULL;
CREATE INDEX conversation_person ON conversation ((COALESCE(came_by, contact_id)), opened_at);

-- Where somebody stands who came by an entrance. Nothing here is anybody's word: what they were offered and told is sealed.
CREATE TABLE entrance_visit (
    conversation_id TEXT PRIMARY KEY REFERENCES conversation (id),
    consortium_id TEXT NOT NULL REFERENCES consortium (id),
    -- When they are routed at the latest, or again; nothing while nothing is to be done.
    due_at BIGINT,
    begun_at BIGINT NOT NULL,
    -- When they were last asked something.
    asked_at BIGINT,
    menu BLOB,
    -- The member that they want, until it is decided.
    wish TEXT REFERENCES organisation (id),
    -- Why they are routed a second time; nothing the first time.
    why TEXT,
    -- Whose they are; nothing before it is decided.
    member TEXT REFERENCES organisation (id),
    routed_at BIGINT,
    decision TEXT
);

CREATE INDEX entrance_visit_due ON entrance_visit (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX entrance_visit_member ON entrance_visit (member, routed_at);
CREATE INDEX entrance_visit_consortium ON entrance_visit (consortium_id, due_at);
