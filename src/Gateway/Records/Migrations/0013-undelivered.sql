-- Replies that did not arrive, or may not have: few among many, and looked for when somebody has to be told.
CREATE INDEX entry_undelivered ON entry (at) WHERE delivery IN ('failed', 'uncertain');
