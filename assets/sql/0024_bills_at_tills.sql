-- Bills of head office's that are paid at tills.

-- What follows from a till's journal: the tickets that paid bills.
CREATE TABLE bill_payment (
  entry          {i64}   NOT NULL PRIMARY KEY,
  sale           {bytes} NOT NULL UNIQUE,
  shift          {bytes} NOT NULL,
  account        {bytes} NOT NULL,
  account_number {text}  NOT NULL,
  currency       {text}  NOT NULL,
  bills          {i64}   NOT NULL,
  amount_minor   {i64}   NOT NULL, -- that goes to the account
  payable_minor  {i64}   NOT NULL  -- that was taken, rounded to coins
) {strict};
CREATE INDEX bill_payment_of_account ON bill_payment (account);

-- At head office: of these, the ones that are not in the books of receivables yet. What cannot be
-- booked says why.
CREATE TABLE bill_to_book (
  entry    {i64}  NOT NULL PRIMARY KEY,
  reason   {text} NOT NULL, -- empty: nobody has tried
  tried_at {i64}
) {strict};

-- At head office: up to which entry of the ledger tills were told of accounts.
CREATE TABLE account_told (
  account_told {i64} NOT NULL PRIMARY KEY,
  entry        {i64} NOT NULL
) {strict};
INSERT INTO account_told (account_told, entry) VALUES (1, 0);

-- At a till: the accounts that it has heard of, and their bills.
CREATE TABLE told_account (
  account     {bytes} NOT NULL PRIMARY KEY,
  number      {text}  NOT NULL,
  party       {bytes} NOT NULL,
  ahead_minor {i64}  NOT NULL, -- paid and on no bill
  currency    {text}  NOT NULL
) {strict};
CREATE INDEX told_account_by_number ON told_account (number);
CREATE INDEX told_account_of_party ON told_account (party);
CREATE TABLE told_bill (
  document      {bytes} NOT NULL PRIMARY KEY,
  account       {bytes} NOT NULL,
  number        {text}  NOT NULL,
  issued_on     {i64}   NOT NULL,
  due_on        {i64}   NOT NULL,
  payable_minor {i64}   NOT NULL,
  open_minor    {i64}   NOT NULL
) {strict};
CREATE INDEX told_bill_by_number ON told_bill (number);
CREATE INDEX told_bill_of_account ON told_bill (account);
-- Payments of this till's that what the office has told holds already.
CREATE TABLE told_payment (
  sale {bytes} NOT NULL PRIMARY KEY
) {strict, without_rowid};

-- At a till: when it last knew that it had heard everything.
CREATE TABLE change_heard (
  change_heard {i64} NOT NULL PRIMARY KEY,
  at           {i64} NOT NULL
) {strict};
