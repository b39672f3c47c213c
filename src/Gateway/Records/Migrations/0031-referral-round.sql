-- Hand-offs of one person that were offered at once: the first body that takes it on gets it, and the others are over.
ALTER TABLE referral ADD COLUMN round TEXT;
