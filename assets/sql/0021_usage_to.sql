-- Whom a call went to, so that it is priced by its destination: digits as they were dialled. Empty of
-- anything else.
ALTER TABLE usage_record ADD COLUMN sent_to {text} NOT NULL DEFAULT '';
