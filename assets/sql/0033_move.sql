-- Who left or took over service points, each time as one act, and what came of it.
CREATE TABLE moving (
  moving       {bytes} NOT NULL PRIMARY KEY,
  at           {i64}   NOT NULL,
  from_account {bytes},          -- whose they were until then
  to_account   {bytes},          -- whose they are from then on
  document     {bytes},          -- the final bill
  points       {text}  NOT NULL, -- as people read them: "M1, M2"
  content      {text}  NOT NULL, -- JSON: what was asked, and what was done
  noted_at     {i64}   NOT NULL,
  noted_by     {text}  NOT NULL
) {strict};
CREATE INDEX moving_from ON moving (from_account, noted_at) WHERE from_account IS NOT NULL;
CREATE INDEX moving_to ON moving (to_account, noted_at) WHERE to_account IS NOT NULL;
