-- Money that goes back to customers by orders to the bank.
CREATE TABLE transfer (
  transfer     {bytes} NOT NULL PRIMARY KEY,
  account      {bytes} NOT NULL,
  refund       {text}  NOT NULL UNIQUE, -- the external id of the refund that it pays out: each once
  amount_minor {i64}   NOT NULL,        -- in euro
  holder       {text}  NOT NULL,
  iban         {text}  NOT NULL,
  bic          {text}  NOT NULL,
  reason       {text}  NOT NULL,
  pay_on       {i64},
  message      {text}  NOT NULL,        -- the file that it is in; empty: it waits for one
  state        {i64}   NOT NULL,        -- 1 waits, 2 ordered, 3 paid, 4 returned, 5 withdrawn
  said         {text}  NOT NULL,        -- why it came back
  asked_at     {i64}   NOT NULL,
  at           {i64}   NOT NULL
) {strict, without_rowid};
CREATE INDEX transfer_by_message ON transfer (message);
CREATE INDEX transfer_that_waits ON transfer (asked_at) WHERE state = 1;
CREATE INDEX transfer_by_time ON transfer (at);
