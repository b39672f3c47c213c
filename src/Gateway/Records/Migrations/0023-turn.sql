-- 順番の知らせ: who waits may ask to be told once; told and silent, they may be set aside, and keep their place until they write.
ALTER TABLE conversation ADD COLUMN tell_turn BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN aside_from BIGINT;
ALTER TABLE conversation ADD COLUMN aside_at BIGINT;
