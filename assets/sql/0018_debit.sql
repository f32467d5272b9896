-- Money that is collected from customers' accounts.

-- What a customer allowed: to collect what they owe.
CREATE TABLE mandate (
  reference {text}  NOT NULL PRIMARY KEY,
  account   {bytes} NOT NULL,
  holder    {text}  NOT NULL,
  iban      {text}  NOT NULL,
  bic       {text}  NOT NULL,
  scheme    {i64}   NOT NULL, -- 0 core, 1 b2b
  one_time  {i64}   NOT NULL,
  signed_on {i64}   NOT NULL,
  collected {i64}   NOT NULL, -- so many times it was used
  ended_on  {i64},
  at        {i64}   NOT NULL
) {strict, without_rowid};
CREATE INDEX mandate_by_account ON mandate (account);

-- One attempt to collect what is open of an invoice.
CREATE TABLE debit (
  debit        {bytes} NOT NULL PRIMARY KEY,
  document     {bytes} NOT NULL,
  mandate      {text}  NOT NULL,
  sequence     {i64}   NOT NULL,
  amount_minor {i64}   NOT NULL,
  collect_on   {i64}   NOT NULL,
  message      {text}  NOT NULL, -- the file that it is in
  state        {i64}   NOT NULL, -- 1 ordered, 2 paid, 3 returned, 4 withdrawn
  said         {text}  NOT NULL, -- why it was returned
  at           {i64}   NOT NULL
) {strict, without_rowid};
-- Nothing is collected twice at a time, whoever orders it.
CREATE UNIQUE INDEX debit_once ON debit (document) WHERE state = 1;
CREATE INDEX debit_by_message ON debit (message);
