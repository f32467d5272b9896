-- What head office does behind the scenes.

-- Its coarsest roll-ups: sums over branch_takings of days and months that are over, made behind the
-- scenes. `span`: 0 a day, of all branches together; 1 a month, of all together and of each branch. `branch` is
-- empty where it is all of them. `start` is the span's first day; `named_on` the day on which `name` was seen last.
-- Rows count only while their span stands in settled_span: whoever changes branch_takings takes it from there.
CREATE TABLE settled_takings (
  part                {i64}  NOT NULL,
  span                {i64}  NOT NULL,
  branch              {text} NOT NULL,
  start               {i64}  NOT NULL,
  currency            {text} NOT NULL,
  key                 {text} NOT NULL,
  name                {text} NOT NULL,
  named_on            {i64}  NOT NULL,
  quantity_millionths {i64}  NOT NULL,
  payments            {i64}  NOT NULL,
  sales               {i64}  NOT NULL,
  refunds             {i64}  NOT NULL,
  gross_minor         {i64}  NOT NULL,
  refunded_minor      {i64}  NOT NULL,
  tax_minor           {i64}  NOT NULL,
  discount_minor      {i64}  NOT NULL,
  rounding_minor      {i64}  NOT NULL,
  PRIMARY KEY (part, span, branch, start, currency, key)
) {strict, without_rowid};

CREATE TABLE settled_span (
  span  {i64} NOT NULL,
  start {i64} NOT NULL,
  PRIMARY KEY (span, start)
) {strict, without_rowid};

-- What an office does by itself once a day: who has taken it on, and how far it is. Of several processes one does it.
CREATE TABLE chore (
  name    {text}  NOT NULL PRIMARY KEY,
  day     {i64}   NOT NULL, -- the business day that it was begun for
  holder  {bytes} NOT NULL, -- a process's id
  seen_at {i64}   NOT NULL, -- when the holder said last that it is at it
  done    {i64}   NOT NULL
) {strict, without_rowid};
