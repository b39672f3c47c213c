-- What a partner's gateway said of a stay that was not believed, by fixed words with a semicolon behind each: noted once in the audit trail, on whichever node, and after a restart too.
ALTER TABLE home_stay ADD COLUMN doubted TEXT NOT NULL DEFAULT '';
