-- What keepers look for among what is over: without an index each of their rounds would read all that there has ever been.
-- The words of this conversation are gone for good: whoever looks for what is old enough to go passes it by.
ALTER TABLE conversation ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
UPDATE conversation SET erased = 1 WHERE closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = conversation.id);
CREATE INDEX conversation_closed ON conversation (closed_at) WHERE closed_at IS NOT NULL AND erased = 0;

-- And the worksheet of this emergency.
ALTER TABLE emergency ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
UPDATE emergency SET erased = 1 WHERE closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = emergency.id);
CREATE INDEX emergency_closed ON emergency (closed_at) WHERE closed_at IS NOT NULL AND erased = 0;

CREATE INDEX consent_ended ON consent (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX consent_valid ON consent (valid_until) WHERE state = 2;
CREATE INDEX referral_over ON referral (state_at) WHERE due_at IS NULL;
CREATE INDEX data_request_decided ON data_request (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX introduction_note ON introduction (until_at) WHERE note_sealed IS NOT NULL;
CREATE INDEX introduction_open ON introduction (until_at) WHERE state IN (1, 2);
CREATE INDEX roster_shift_ends ON roster_shift (ends_at) WHERE staff_id IS NOT NULL;
CREATE INDEX provision_at ON provision (at);
CREATE INDEX ground_at ON ground (proposed_at);

-- What is open is looked for every few seconds, and stands by itself: an organisation has had far more emergencies than it has now.
CREATE INDEX emergency_now ON emergency (organisation, opened_at) WHERE closed_at IS NULL;
-- Whoever waits at a common entrance's member is counted in every round.
CREATE INDEX conversation_entered ON conversation (organisation) WHERE stage = 'waiting' AND came_by IS NOT NULL;
-- Whoever agreed and has not gone yet comes in the order of the questions.
CREATE INDEX overflow_question_agreed ON overflow_question (consortium_id, asked_at, id) WHERE state = 2;

-- Here each row that ends leaves its old version behind in the index of what is open, which is read every few seconds, until the server tidies up. By itself it does so when a fifth of the table has
-- changed: the longer a help line lives the more would be read for the same few rows, and a tidying that finds little to do leaves the indexes out.
ALTER TABLE conversation SET (autovacuum_vacuum_scale_factor = 0.002, autovacuum_vacuum_threshold = 500, vacuum_index_cleanup = on);
ALTER TABLE guest_stay SET (autovacuum_vacuum_scale_factor = 0.002, autovacuum_vacuum_threshold = 200, vacuum_index_cleanup = on);
ALTER TABLE overflow_question SET (autovacuum_vacuum_scale_factor = 0.002, autovacuum_vacuum_threshold = 200, vacuum_index_cleanup = on);
ALTER TABLE consent SET (autovacuum_vacuum_scale_factor = 0.002, autovacuum_vacuum_threshold = 200, vacuum_index_cleanup = on);
ALTER TABLE referral SET (autovacuum_vacuum_scale_factor = 0.002, autovacuum_vacuum_threshold = 200, vacuum_index_cleanup = on);
