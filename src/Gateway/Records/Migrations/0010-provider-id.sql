-- The provider's own id of a message: what a person takes back is found by it.
ALTER TABLE entry ADD COLUMN provider_id TEXT;
