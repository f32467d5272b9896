-- Attempts to collect money at a payment provider: they follow from the journal of documents and money. And what
-- payers have left there to be charged.
CREATE TABLE payment_attempt (
  attempt      {bytes} NOT NULL PRIMARY KEY,
  entry        {i64}   NOT NULL,
  account      {bytes} NOT NULL,
  purpose      {i64}   NOT NULL, -- 1 an invoice, 2 credit that somebody buys, 3 that a rule buys
  about        {bytes} NOT NULL, -- the invoice, else the account
  nth          {i64}   NOT NULL, -- of what it is about and for, from 1
  attempt_key  {text}  NOT NULL UNIQUE, -- by which the provider knows it
  provider     {text}  NOT NULL,
  method       {bytes} NOT NULL,
  label        {text}  NOT NULL, -- of the method
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  on_day       {i64}   NOT NULL, -- on which it was prepared
  state        {i64}   NOT NULL, -- 1 prepared, 2 sent, 3 unknown, 4 asked, 5 paid, 6 declined, 7 withdrawn
  sent         {i64}   NOT NULL, -- times
  asked        {i64}   NOT NULL, -- times, since it was sent last
  sent_at      {i64},            -- the first time that it may have got out
  due_at       {i64}   NOT NULL, -- when something is to be done about it
  said         {text}  NOT NULL,
  reference    {text}  NOT NULL,
  at           {i64}   NOT NULL,
  UNIQUE (purpose, about, nth)
) {strict};
-- Of one invoice, or one wallet, one is under way at a time.
CREATE UNIQUE INDEX payment_attempt_once ON payment_attempt (purpose, about) WHERE state < 5;
CREATE INDEX payment_attempt_due ON payment_attempt (due_at) WHERE state < 5;
CREATE INDEX payment_attempt_of_account ON payment_attempt (account);
CREATE INDEX payment_attempt_by_time ON payment_attempt (at);

-- A payer's card or account, as the provider keeps it: never its number; reference.
CREATE TABLE payment_method (
  method      {bytes} NOT NULL PRIMARY KEY,
  account     {bytes} NOT NULL REFERENCES billing_account (account),
  provider    {text}  NOT NULL,
  token       {text}  NOT NULL, -- as the provider calls it
  label       {text}  NOT NULL, -- as people do: Visa ending 4242
  valid_until {i64},            -- its last day
  collects    {i64}   NOT NULL, -- 1: invoices that are due are charged
  ended_at    {i64},            -- from then on nothing is
  noted_at    {i64}   NOT NULL,
  noted_by    {text}  NOT NULL
) {strict, without_rowid};
CREATE UNIQUE INDEX payment_method_of ON payment_method (account) WHERE ended_at IS NULL;
CREATE INDEX payment_method_that_collects ON payment_method (account) WHERE ended_at IS NULL AND collects = 1;

-- A rule's credit may be charged instead of owed, and stops where that is declined.
ALTER TABLE wallet_top_up ADD COLUMN charged {i64} NOT NULL DEFAULT 0;      -- 1: it counts once it is paid
ALTER TABLE wallet_top_up ADD COLUMN most_a_month {i64} NOT NULL DEFAULT 0; -- times; 0 where it is owed
ALTER TABLE wallet_top_up ADD COLUMN stopped_at {i64};
ALTER TABLE wallet_top_up ADD COLUMN stopped_said {text} NOT NULL DEFAULT '';
