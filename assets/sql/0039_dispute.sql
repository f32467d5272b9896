-- What customers say they do not owe: set aside until it is credited or rejected.
CREATE TABLE dispute (
  dispute      {bytes} NOT NULL PRIMARY KEY,
  document     {bytes} NOT NULL,
  account      {bytes} NOT NULL,
  amount_minor {i64}   NOT NULL, -- in the document's currency; of what is open at most all counts
  reason       {text}  NOT NULL,
  opened_on    {i64}   NOT NULL,
  opened_by    {text}  NOT NULL,
  state        {i64}   NOT NULL, -- 1 open, 2 credited, 3 rejected
  answer       {text}  NOT NULL, -- the credit note's number, or why it was rejected
  closed_on    {i64},
  closed_by    {text}  NOT NULL
) {strict, without_rowid};
-- An invoice has one at a time.
CREATE UNIQUE INDEX dispute_once ON dispute (document) WHERE state = 1;
CREATE INDEX dispute_of_document ON dispute (document);
CREATE INDEX dispute_by_day ON dispute (opened_on);
