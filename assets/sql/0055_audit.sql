-- At head office: who did what there and when, to be found by person, by what it was about and by day.
-- An entry's row follows from the entry, and is put down behind it; a note is of what stands in no
-- journal of the office: what tills do to join it, what is locked, what is looked at as a file.
CREATE TABLE audit_line (
  line   {i64}  NOT NULL PRIMARY KEY, -- the entry's number; below nothing: a note's own
  at     {i64}  NOT NULL,
  topic  {i64}  NOT NULL,
  person {text} NOT NULL,
  note   {text} NOT NULL, -- what happened; empty: the entry says it
  about  {text} NOT NULL,
  detail {text} NOT NULL
) {strict};
CREATE INDEX audit_line_by_time ON audit_line (at, line);
CREATE INDEX audit_line_by_person ON audit_line (person, at, line);
CREATE INDEX audit_line_by_topic ON audit_line (topic, at, line);

-- As far as a journal's entries have their rows: those from the first to the last of these numbers.
CREATE TABLE audit_reach (
  number   {i64} NOT NULL PRIMARY KEY,
  from_seq {i64} NOT NULL,
  to_seq   {i64} NOT NULL
) {strict};
