-- What head office changes on its way down to tills, and prices that begin at an instant.

-- The number of the latest change. Whoever adds changes holds this row until the end of its
-- transaction, so that the order of numbers is the order of commits.
CREATE TABLE change_head (
  change_head {i64} NOT NULL PRIMARY KEY,
  number      {i64} NOT NULL
) {strict};
INSERT INTO change_head (change_head, number) VALUES (1, 0);

-- Of each thing its latest change alone, so that the rows from the first on are a snapshot. Without
-- a branch it is for all of them; without content the thing is gone.
CREATE TABLE change_row (
  number  {i64}   NOT NULL PRIMARY KEY,
  branch  {text}  NOT NULL,
  kind    {i64}   NOT NULL,
  thing   {bytes} NOT NULL,
  content {bytes} NOT NULL
) {strict};
CREATE UNIQUE INDEX change_of_thing ON change_row (kind, thing, branch);

-- How far each till has come.
CREATE TABLE terminal_feed (
  terminal {bytes} NOT NULL PRIMARY KEY,
  number   {i64}   NOT NULL,
  heard_at {i64}   NOT NULL
) {strict};

-- Prices from an instant on, of one branch or, without one, of all. What a branch has begun goes
-- before what all have. A till also keeps here, from the beginning of time, the price that an item
-- has otherwise.
CREATE TABLE item_price (
  item      {bytes} NOT NULL,
  branch    {text}  NOT NULL,
  starts_at {i64}   NOT NULL,
  price_e8  {i64}   NOT NULL,
  PRIMARY KEY (item, branch, starts_at)
) {strict, without_rowid};
CREATE INDEX item_price_by_start ON item_price (starts_at);

-- At a till: up to which instant the prices of items are those that have begun, and where it stands
-- in which feed. `whole` once a snapshot has been taken in to its end.
CREATE TABLE price_clock (
  price_clock {i64} NOT NULL PRIMARY KEY,
  at          {i64} NOT NULL
) {strict};

CREATE TABLE change_cursor (
  change_cursor {i64}   NOT NULL PRIMARY KEY,
  epoch         {bytes} NOT NULL,
  number        {i64}   NOT NULL,
  round         {i64}   NOT NULL,
  whole         {i64}   NOT NULL
) {strict};

-- What the feed has brought, and in which round of it: what a later snapshot lacks is gone.
CREATE TABLE fed (
  kind  {i64}   NOT NULL,
  thing {bytes} NOT NULL,
  own   {i64}   NOT NULL,
  round {i64}   NOT NULL,
  PRIMARY KEY (kind, thing, own)
) {strict, without_rowid};

-- Changes that a newer office made and this program does not understand yet.
CREATE TABLE change_unread (
  kind    {i64}   NOT NULL,
  thing   {bytes} NOT NULL,
  own     {i64}   NOT NULL,
  content {bytes} NOT NULL,
  PRIMARY KEY (kind, thing, own)
) {strict, without_rowid};
