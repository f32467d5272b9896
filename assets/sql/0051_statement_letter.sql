-- Statements of account that were sent: what of which account, to whom, and what became of each. What
-- one says follows from the books and is not kept.
CREATE TABLE statement_letter (
  statement {bytes} NOT NULL PRIMARY KEY,
  account   {bytes} NOT NULL REFERENCES billing_account (account),
  from_day  {i64}   NOT NULL,
  to_day    {i64}   NOT NULL, -- the last one
  recipient {text}  NOT NULL, -- an e-mail address; empty: the customer's
  state     {i64}   NOT NULL, -- as that of a delivery
  tries     {i64}   NOT NULL,
  said      {text}  NOT NULL, -- by the mail server
  due_at    {i64}   NOT NULL, -- when it is tried next
  at        {i64}   NOT NULL,
  noted_by  {text}  NOT NULL
) {strict};
CREATE INDEX statement_letter_of ON statement_letter (account, at);
CREATE INDEX statement_letter_by_state ON statement_letter (state, due_at);
