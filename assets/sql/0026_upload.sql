-- Files that people gave to head office's pages and have not imported yet.
CREATE TABLE upload (
  upload    {text}  NOT NULL PRIMARY KEY, -- a token that only the page knows
  file_name {text}  NOT NULL,
  content   {bytes} NOT NULL,
  noted_by  {text}  NOT NULL,
  at        {i64}   NOT NULL
) {strict};
