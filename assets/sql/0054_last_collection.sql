-- Whether a mandate's next collection is its last: the bank is told so, and it has ended with that.
ALTER TABLE mandate ADD COLUMN ends_with_next {i64} NOT NULL DEFAULT 0;
