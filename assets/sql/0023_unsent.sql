-- How far a till said last that its journal goes, where that is beyond what has come of it; and when it said so.
ALTER TABLE sent_journal ADD COLUMN told_seq {i64} NOT NULL DEFAULT 0;
ALTER TABLE sent_journal ADD COLUMN told_at {i64} NOT NULL DEFAULT 0;
