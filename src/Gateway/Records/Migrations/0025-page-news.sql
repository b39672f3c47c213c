-- How far a page was shown, so that of what stands there unread its person can be told where they came from, once.
ALTER TABLE passage ADD COLUMN seen_to BIGINT;
-- Of what was said before this page was opened, it shows what a counsellor wrote after this number: no earlier page has shown it.
ALTER TABLE passage ADD COLUMN unread_after BIGINT;
-- When they were told; nothing once they have come back.
ALTER TABLE passage ADD COLUMN told_at BIGINT;
-- When the page was left by the quick exit.
ALTER TABLE passage ADD COLUMN left_at BIGINT;
