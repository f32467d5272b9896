-- Which invoices were reminded of, each level once.
CREATE TABLE reminder (
  document {bytes} NOT NULL,
  level    {i64}   NOT NULL, -- from 1
  on_day   {i64}   NOT NULL,
  fee      {bytes}, -- the invoice of its fee
  at       {i64}   NOT NULL,
  PRIMARY KEY (document, level)
) {strict, without_rowid};
CREATE INDEX reminder_fee ON reminder (fee) WHERE fee IS NOT NULL;
