-- Head office's coarser roll-ups: what each branch took on a business day, as a whole and in parts. They follow
-- from the roll-ups of each till and from its sales, and are kept in the same transaction; tills have none.
-- `part`: 0 the day, 1 by hour, 2 by cashier, 3 by department, 4 by tender, 5 by item; `key` says which of
-- them: "", "08", a person's id, a department's code, the tender's kind and code, an item's number.
CREATE TABLE branch_takings (
  part                {i64}  NOT NULL,
  business_date       {i64}  NOT NULL,
  branch              {text} NOT NULL,
  currency            {text} NOT NULL,
  key                 {text} NOT NULL,
  name                {text} NOT NULL,
  quantity_millionths {i64}  NOT NULL,
  payments            {i64}  NOT NULL,
  sales               {i64}  NOT NULL,
  refunds             {i64}  NOT NULL,
  gross_minor         {i64}  NOT NULL,
  refunded_minor      {i64}  NOT NULL,
  tax_minor           {i64}  NOT NULL,
  discount_minor      {i64}  NOT NULL,
  rounding_minor      {i64}  NOT NULL,
  PRIMARY KEY (part, business_date, branch, currency, key)
) {strict, without_rowid};
