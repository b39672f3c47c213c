-- Came with a crowd from one address: by how many milliseconds the place is behind.
ALTER TABLE conversation ADD COLUMN later_by BIGINT NOT NULL DEFAULT 0;
