-- What came back is not collected again by itself, but once a clerk has said so. 1: one has.
ALTER TABLE debit ADD COLUMN again {i64} NOT NULL DEFAULT 0;
