-- By which id the provider speaks of a reply, where it does not say ours: its reports are found by it.
ALTER TABLE entry ADD COLUMN report_id TEXT;
CREATE INDEX entry_report ON entry (report_id) WHERE report_id IS NOT NULL;
