-- Until when an appointment lasts: nobody is reminded of it before. Where and how stands sealed in its step.
ALTER TABLE referral ADD COLUMN meets_at BIGINT;
