-- Head office's web pages: with what people sign in, and who has. No row of these tables is part of the
-- books: what people change on the pages stands in the office's journal.

-- Argon2id, with its salt and cost, as libsodium writes it.
CREATE TABLE password (
  person {bytes} NOT NULL PRIMARY KEY REFERENCES shop_user (person),
  hash   {text}  NOT NULL,
  set_at {i64}   NOT NULL
) {strict};

-- The browser has the token; here stands its hash alone.
CREATE TABLE web_session (
  session {bytes} NOT NULL PRIMARY KEY,
  person  {bytes} NOT NULL REFERENCES shop_user (person),
  made_at {i64}   NOT NULL,
  seen_at {i64}   NOT NULL
) {strict};
CREATE INDEX web_session_by_person ON web_session (person);

-- How often somebody has tried to sign in since then, by the hash of the name or of the address.
CREATE TABLE sign_in_attempt (
  subject {bytes} NOT NULL PRIMARY KEY,
  tries   {i64}   NOT NULL,
  since   {i64}   NOT NULL
) {strict};
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (since);
