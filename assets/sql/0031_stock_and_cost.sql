-- What sold goods cost, in the roll-ups of branches: in 1e-8 of the currency's unit, with the takings without
-- tax of the same lines. By department and by item; 0 in other parts. An office adds all of them up anew.
ALTER TABLE branch_takings ADD COLUMN cost_e8 {i64} NOT NULL DEFAULT 0;
ALTER TABLE branch_takings ADD COLUMN costed_minor {i64} NOT NULL DEFAULT 0;
ALTER TABLE settled_takings ADD COLUMN cost_e8 {i64} NOT NULL DEFAULT 0;
ALTER TABLE settled_takings ADD COLUMN costed_minor {i64} NOT NULL DEFAULT 0;
DELETE FROM settled_span;
DELETE FROM settled_takings;
DELETE FROM branch_takings;

-- Goods of which there was ever a count, by the latest entry of each journal that says one. It follows from the
-- journals. `branch` as in stock_of_branch: whose stock head office counted; empty: that of its journal.
CREATE TABLE stock_counted (
  item    {bytes} NOT NULL,
  branch  {text}  NOT NULL,
  journal {i64}   NOT NULL,
  entry   {i64}   NOT NULL,
  PRIMARY KEY (item, branch, journal)
) {strict, without_rowid};

-- At head office: what tills were told last that a branch has of counted goods.
CREATE TABLE stock_told (
  branch              {text}  NOT NULL,
  item                {bytes} NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  PRIMARY KEY (branch, item)
) {strict, without_rowid};

-- At a till: that figure, and how much of it are this till's own movements, as far as the office had them. `journal`
-- is the one that the till wrote when it was told: what earlier ones hold is as the office has it.
CREATE TABLE told_stock (
  item                {bytes} NOT NULL PRIMARY KEY,
  quantity_millionths {i64}   NOT NULL,
  journal             {i64}   NOT NULL
) {strict, without_rowid};
CREATE TABLE told_stock_part (
  item                {bytes} NOT NULL,
  journal             {bytes} NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  PRIMARY KEY (item, journal)
) {strict, without_rowid};
