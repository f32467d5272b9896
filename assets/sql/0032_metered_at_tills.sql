-- Counters that are read at tills, and credit that is bought there.

-- What follows from a till's journal: counters that were read.
CREATE TABLE till_reading (
  entry          {i64}   NOT NULL PRIMARY KEY,
  reading        {bytes} NOT NULL UNIQUE,
  account        {bytes} NOT NULL,
  account_number {text}  NOT NULL,
  point          {text}  NOT NULL,
  meter          {text}  NOT NULL, -- what it counts
  serial         {text}  NOT NULL,
  figure         {text}  NOT NULL,
  at             {i64}   NOT NULL
) {strict};
CREATE INDEX till_reading_of_account ON till_reading (account);
-- At head office these wait in bill_to_book too, until they are usage.

-- At head office: accounts of which tills are to hear although the ledger has not moved.
CREATE TABLE account_to_tell (
  account {bytes} NOT NULL PRIMARY KEY,
  times   {i64}   NOT NULL -- asked for; whoever asks again holds the row until it can be read
) {strict};
-- So far they have heard of those alone that the ledger names, and of neither counters nor credit.
INSERT INTO account_to_tell (account, times) SELECT account, 0 FROM billing_account;

-- At a till: the counters of accounts, as head office has told of them.
CREATE TABLE told_counter (
  account  {bytes} NOT NULL,
  point    {text}  NOT NULL,
  meter    {text}  NOT NULL,
  serial   {text}  NOT NULL,
  digits   {i64}   NOT NULL,
  decimals {i64}   NOT NULL,
  figure   {text}  NOT NULL, -- that was read last
  read_at  {i64}   NOT NULL,
  used     {text}  NOT NULL, -- that it went in used_ms before; empty: unknown
  used_ms  {i64}   NOT NULL,
  from_at  {i64}   NOT NULL, -- whose it is
  until_at {i64},
  PRIMARY KEY (account, point, meter)
) {strict, without_rowid};

-- At a till: which accounts have credit, and what is left of it.
CREATE TABLE told_wallet (
  account {bytes} NOT NULL PRIMARY KEY
) {strict, without_rowid};
CREATE TABLE told_lot (
  account      {bytes} NOT NULL,
  position     {i64}   NOT NULL,
  left_minor   {i64}   NOT NULL,
  effective_at {i64}   NOT NULL,
  expires_at   {i64},
  PRIMARY KEY (account, position)
) {strict, without_rowid};
