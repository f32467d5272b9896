-- What clerks wrote down about an account, and what its timeline reads by: the latest first.
CREATE TABLE account_note (
  note    {bytes} NOT NULL PRIMARY KEY,
  account {bytes} NOT NULL REFERENCES billing_account (account),
  at      {i64}   NOT NULL,
  by_whom {text}  NOT NULL,
  content {text}  NOT NULL
) {strict};
CREATE INDEX account_note_of ON account_note (account, at, note);
CREATE INDEX meter_reading_by_time ON meter_reading (register, at);
