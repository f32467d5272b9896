-- What accounts were allowed to pay in parts. How much of it is paid follows from what is open of the
-- invoices: payments pay the parts in their order.
CREATE TABLE instalment_plan (
  plan         {bytes} NOT NULL PRIMARY KEY,
  account      {bytes} NOT NULL,
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  agreed_on    {i64}   NOT NULL,
  agreed_by    {text}  NOT NULL,
  ended_on     {i64}, -- before it was paid: what is open is due again as it was
  ended_as     {i64}, -- 1 given up, 2 broken
  at           {i64}   NOT NULL
) {strict};
CREATE INDEX instalment_plan_of_account ON instalment_plan (account);

CREATE TABLE instalment (
  plan         {bytes} NOT NULL REFERENCES instalment_plan (plan),
  position     {i64}   NOT NULL,
  due_on       {i64}   NOT NULL,
  amount_minor {i64}   NOT NULL,
  PRIMARY KEY (plan, position)
) {strict, without_rowid};

-- What was open of each invoice when it was agreed.
CREATE TABLE instalment_of (
  document     {bytes} NOT NULL,
  plan         {bytes} NOT NULL REFERENCES instalment_plan (plan),
  position     {i64}   NOT NULL,
  amount_minor {i64}   NOT NULL,
  PRIMARY KEY (document, plan)
) {strict, without_rowid};
CREATE INDEX instalment_of_plan ON instalment_of (plan);
