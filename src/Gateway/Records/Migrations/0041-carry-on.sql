-- つなぎの依頼: the partner that has somebody asks home to join them to a support body. The words stand in the conversation, sealed; here only that it asked, and what home answered.
ALTER TABLE guest_stay ADD COLUMN handoff_asked_at BIGINT;
ALTER TABLE guest_stay ADD COLUMN handoff_entry BIGINT;
-- taken, later or not_possible; nothing while home has not answered.
ALTER TABLE guest_stay ADD COLUMN handoff_answer TEXT;
ALTER TABLE guest_stay ADD COLUMN handoff_answered_at BIGINT;

-- Who is at a partner now is counted in every round.
CREATE INDEX guest_stay_host_open ON guest_stay (host) WHERE ended_at IS NULL;
