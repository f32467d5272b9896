-- A till's way back: who follows whom, and what was set aside until its successor named it.

-- Who asked to follow a till, and what became of it. The key is the new journal's. One that was
-- put back from an older copy names the journal and how far it had it; one in a dead till's place
-- what the office had.
CREATE TABLE succession (
  public_key {bytes} NOT NULL PRIMARY KEY,
  kind       {i64}   NOT NULL,
  outcome    {i64}   NOT NULL,
  branch     {text}  NOT NULL,
  code       {text}  NOT NULL,
  follows    {bytes} NOT NULL,
  journal    {bytes} NOT NULL,
  seq        {i64}   NOT NULL,
  hash       {bytes} NOT NULL,
  series     {text}  NOT NULL,
  asked_at   {i64}   NOT NULL,
  decided_at {i64}   NOT NULL
) {strict};
CREATE INDEX succession_by_place ON succession (branch, code);

-- Entries that were set aside and are in the books since a journal named them in its first entry.
-- They have a number of their own, behind `after_seq` of the journal or tail that they part from.
CREATE TABLE tail (
  number     {i64}   NOT NULL PRIMARY KEY,
  root       {i64}   NOT NULL,
  origin     {i64}   NOT NULL,
  after_seq  {i64}   NOT NULL,
  after_hash {bytes} NOT NULL,
  successor  {i64}   NOT NULL UNIQUE,
  series     {text}  NOT NULL
) {strict};
CREATE INDEX tail_by_root ON tail (root);

-- The tail in which an entry that was set aside is in the books; 0: in none.
ALTER TABLE fork_entry ADD COLUMN tail {i64} NOT NULL DEFAULT 0;

-- When a till that has the journal as far as its head was heard last, though it sent nothing.
ALTER TABLE sent_journal ADD COLUMN heard_at {i64} NOT NULL DEFAULT 0;

-- At a till: how many entries that were set aside are in the books now.
ALTER TABLE sync_cursor ADD COLUMN resubmitted {i64} NOT NULL DEFAULT 0;

-- At a till that parted from the books: the journal that it will go on with, and what the office
-- says to that. One row; gone once it goes on.
CREATE TABLE successor (
  successor {i64}   NOT NULL PRIMARY KEY,
  journal   {bytes} NOT NULL,
  follows   {bytes} NOT NULL,
  state     {i64}   NOT NULL,
  error     {text}  NOT NULL,
  words     {text}  NOT NULL,
  terminal  {bytes} NOT NULL,
  epoch     {bytes} NOT NULL,
  series    {text}  NOT NULL,
  asked_at  {i64}   NOT NULL
) {strict};
