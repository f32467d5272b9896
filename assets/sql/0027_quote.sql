-- What was offered to customers, and what became of it.
CREATE TABLE quote (
  quote         {bytes} NOT NULL PRIMARY KEY,
  number        {text}  NOT NULL UNIQUE,
  series        {text}  NOT NULL, -- that the number is of
  account       {bytes} NOT NULL, -- that was asked for
  currency      {text}  NOT NULL,
  issued_on     {i64}   NOT NULL,
  valid_until   {i64}   NOT NULL,
  net_minor     {i64}   NOT NULL,
  tax_minor     {i64}   NOT NULL,
  payable_minor {i64}   NOT NULL,
  content       {text}  NOT NULL, -- JSON, as it was written
  paper         {bytes} NOT NULL, -- what it came to, as the archive of a document
  invoice       {bytes},          -- the document that it became
  noted_by      {text}  NOT NULL,
  at            {i64}   NOT NULL
) {strict};
CREATE INDEX quote_of_account ON quote (account, issued_on);
CREATE INDEX quote_by_day ON quote (issued_on);
