-- Payments of finished tickets that were entered as what they were not; the latest entry of a
-- position says what it counts as.
CREATE TABLE tender_correction (
  entry        {i64}   NOT NULL PRIMARY KEY,
  sale         {bytes} NOT NULL,
  position     {i64}   NOT NULL, -- from 1
  kind         {i64}   NOT NULL,
  code         {text}  NOT NULL,
  name         {text}  NOT NULL,
  reference    {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  at           {i64}   NOT NULL,
  cashier      {bytes} NOT NULL
) {strict};
CREATE INDEX tender_correction_by_sale ON tender_correction (sale, position);
