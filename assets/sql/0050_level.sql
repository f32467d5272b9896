-- What accounts pay on account, month by month, until their usage is billed once for the term.
-- The requests and what the settlement takes back are documents; here is what was agreed.
CREATE TABLE level_agreement (
  agreement   {bytes} NOT NULL PRIMARY KEY,
  account     {bytes} NOT NULL, -- that pays
  currency    {text}  NOT NULL,
  tax_class   {text}  NOT NULL, -- of the requests; empty: they bear none
  day         {i64}   NOT NULL, -- of the month, on which they are due
  months      {i64}   NOT NULL,
  payments    {i64}   NOT NULL,
  starts_on   {i64}   NOT NULL,
  ends_on     {i64}   NOT NULL, -- the day behind the last one; earlier where it was ended
  renews      {i64}   NOT NULL, -- 1: the next term follows by itself
  agreed_on   {i64}   NOT NULL,
  agreed_by   {text}  NOT NULL,
  at          {i64}   NOT NULL,
  settled_on  {i64},
  document    {bytes},          -- that billed the term; none where nothing was used
  credit_note {bytes}           -- that took the requests back; none where nothing was asked for
) {strict};
CREATE INDEX level_agreement_of_account ON level_agreement (account);
CREATE INDEX level_agreement_of_document ON level_agreement (document);
-- One at a time.
CREATE UNIQUE INDEX level_agreement_running ON level_agreement (account) WHERE settled_on IS NULL;

-- What is asked for from a day on, with tax where the account bears any.
CREATE TABLE level_amount (
  agreement    {bytes} NOT NULL REFERENCES level_agreement (agreement),
  from_day     {i64}   NOT NULL,
  amount_minor {i64}   NOT NULL,
  noted_by     {text}  NOT NULL,
  at           {i64}   NOT NULL,
  PRIMARY KEY (agreement, from_day)
) {strict, without_rowid};

-- What was asked for: each payment of a term once.
CREATE TABLE level_request (
  agreement {bytes} NOT NULL REFERENCES level_agreement (agreement),
  position  {i64}   NOT NULL,
  due_on    {i64}   NOT NULL,
  document  {bytes} NOT NULL,
  PRIMARY KEY (agreement, position)
) {strict, without_rowid};
