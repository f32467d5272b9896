-- What head office's pages try and import behind them, and what it came to.
CREATE TABLE import_job (
  job       {text} NOT NULL PRIMARY KEY, -- tells it from every other
  upload    {text} NOT NULL,             -- its file's token; empty: it has none
  is_look   {i64}  NOT NULL,             -- 1: it is only tried
  noted_by  {text} NOT NULL,
  at        {i64}  NOT NULL,             -- it began, or ended where it has a report
  rows_read {i64}  NOT NULL,             -- so far, as a process that is at it told last
  stop      {i64}  NOT NULL,             -- 1: it is to end, and nothing is kept
  report    {text}                       -- what it came to; null: a process is at it, or was
) {strict};
