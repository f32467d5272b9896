-- Several currencies, and what they come to in the books' own. The first two tables follow from the journal.

-- What rows of the ledger in other currencies come to in the books' currency, and what was realised when one
-- thing paid another.
CREATE TABLE converted (
  entry        {i64}   NOT NULL,
  position     {i64}   NOT NULL,
  account      {bytes} NOT NULL,
  book         {i64}   NOT NULL, -- 10 realised gains, 11 realised losses; the others as in the ledger
  on_day       {i64}   NOT NULL,
  about        {bytes} NOT NULL,
  other        {bytes},          -- what it paid, or was paid by
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL, -- in it
  books        {text}  NOT NULL, -- the books' currency
  books_minor  {i64}   NOT NULL,
  PRIMARY KEY (entry, position)
) {strict, without_rowid};
CREATE INDEX converted_about ON converted (about);
CREATE INDEX converted_of_account ON converted (account, book);
CREATE INDEX converted_by_day ON converted (on_day);

-- The rate that a document, a payment or a lot of credit was taken into the books at.
CREATE TABLE exchange (
  about    {bytes} NOT NULL PRIMARY KEY,
  entry    {i64}   NOT NULL,
  currency {text}  NOT NULL,
  books    {text}  NOT NULL,
  rate     {text}  NOT NULL, -- what one unit is worth in the books' currency: an exact decimal
  rate_on  {i64}   NOT NULL  -- the day that the rate is of
) {strict, without_rowid};

-- What people say that currencies are worth, from a day on.
CREATE TABLE exchange_rate (
  currency {text} NOT NULL,
  on_day   {i64}  NOT NULL,
  rate     {text} NOT NULL,
  noted_at {i64}  NOT NULL,
  noted_by {text} NOT NULL,
  PRIMARY KEY (currency, on_day)
) {strict, without_rowid};
