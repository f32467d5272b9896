-- A working table: documents that are still to be printed, in the order in which they came. A row is
-- there until its document is known to be on paper, or is not wanted any more. What it says stands in
-- other tables: `subject` is the sale of a receipt, the shift of a Z report; content is what does not.
CREATE TABLE print_job (
  job       {bytes} NOT NULL PRIMARY KEY,
  queued_at {i64}   NOT NULL,
  kind      {i64}   NOT NULL,
  subject   {bytes} NOT NULL,
  copy      {i64}   NOT NULL,
  content   {bytes} NOT NULL,
  state     {i64}   NOT NULL,
  unsure    {i64}   NOT NULL
) {strict};
