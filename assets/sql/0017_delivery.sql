-- How each document reaches whoever it is for.

-- One row a document and way. `recipient` is an e-mail address, or empty on paper.
CREATE TABLE delivery (
  document  {bytes} NOT NULL,
  channel   {i64}   NOT NULL, -- 1 print, 2 email, 3 none is wanted
  entry     {i64}   NOT NULL, -- the document's
  recipient {text}  NOT NULL,
  state     {i64}   NOT NULL, -- 1 waits, 2 under way, 3 sent, 4 failed, 5 unknown
  tries     {i64}   NOT NULL,
  said      {text}  NOT NULL, -- by the mail server; or the file that it was printed into
  due_at    {i64}   NOT NULL, -- when it is tried next
  at        {i64}   NOT NULL,
  PRIMARY KEY (document, channel)
) {strict, without_rowid};
-- Documents behind the last of these have no row yet.
CREATE INDEX delivery_by_entry ON delivery (entry);
CREATE INDEX delivery_by_state ON delivery (state, due_at);
