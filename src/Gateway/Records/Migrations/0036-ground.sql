-- A hand-off on another ground than consent: it begins with the proposal, and has no consent.
ALTER TABLE referral ADD COLUMN ground_id TEXT;
DROP INDEX referral_consent;
CREATE UNIQUE INDEX referral_consent ON referral (consent_id) WHERE consent_id <> '';
CREATE UNIQUE INDEX referral_ground ON referral (ground_id) WHERE ground_id IS NOT NULL;

-- Whether the person is told nothing of it by the gateway, and does not find it on their page.
ALTER TABLE ground ADD COLUMN quiet BIGINT NOT NULL DEFAULT 1;
