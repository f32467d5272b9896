-- How it is seen that an office was put back from an older copy, whoever did it and whatever with.

-- At head office: what vouches for its changes up to a number (pos/store/feed/mark.hpp). One row a
-- transaction that added some, as far back as tills are expected to ask.
CREATE TABLE change_mark (
  number {i64}   NOT NULL PRIMARY KEY,
  mark   {bytes} NOT NULL
) {strict};
INSERT INTO change_mark (number, mark)
  SELECT h.number, o.epoch FROM change_head h, office o WHERE h.number > 0;

-- At a till: the one that it was told last.
ALTER TABLE change_cursor ADD COLUMN mark_number {i64} NOT NULL DEFAULT 0;
ALTER TABLE change_cursor ADD COLUMN mark {bytes};

-- What the series of documents end in since the office was found to be older than it had been; empty:
-- as its own journal says.
ALTER TABLE office ADD COLUMN suffix {text} NOT NULL DEFAULT '';
