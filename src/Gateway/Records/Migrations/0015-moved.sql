-- A supervisor moved the person forward in the queue: 1.
ALTER TABLE conversation ADD COLUMN moved BIGINT NOT NULL DEFAULT 0;
