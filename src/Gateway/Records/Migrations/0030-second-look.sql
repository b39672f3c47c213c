-- 見届け: whether a second person must look at a consent before anything passes by it, and what they said (sealed with the key of the row). What stands
-- here already is taken for one that needs it, until it is opened.
ALTER TABLE consent ADD COLUMN second BIGINT NOT NULL DEFAULT 1;
ALTER TABLE consent ADD COLUMN check_sealed BLOB;
CREATE INDEX consent_second ON consent (organisation, asked_at) WHERE state = 2 AND second = 1 AND checked_by IS NULL;
