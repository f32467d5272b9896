-- Systems that may send usage to head office, each as the source of its records. Of a token its hash is
-- kept, and nothing that could be sent in its place.
CREATE TABLE usage_token (
  token      {bytes} NOT NULL PRIMARY KEY,
  source     {text}  NOT NULL,
  made_at    {i64}   NOT NULL,
  made_by    {text}  NOT NULL,
  per_minute {i64}   NOT NULL, -- requests
  revoked_at {i64}
) {strict};
CREATE INDEX usage_token_of ON usage_token (source);
