-- What customers want to be told of: once so much of a limit was used in a period, or so much money.
CREATE TABLE usage_alert (
  alert        {bytes} NOT NULL PRIMARY KEY,
  subscription {bytes} NOT NULL REFERENCES subscription (subscription),
  meter        {text}  NOT NULL, -- what is counted; empty: money
  of_limit     {text}  NOT NULL, -- a decimal, of that or of the account's currency
  percent      {i64}   NOT NULL, -- of the limit
  batch        {i64}   NOT NULL, -- of usage, that was looked at last
  made_at      {i64}   NOT NULL,
  made_by      {text}  NOT NULL
) {strict};
CREATE INDEX usage_alert_of ON usage_alert (subscription);
CREATE INDEX usage_alert_by_batch ON usage_alert (batch);

-- Each once a period, known by its first day.
CREATE TABLE usage_alert_told (
  alert      {bytes} NOT NULL REFERENCES usage_alert (alert),
  period     {i64}   NOT NULL,
  at         {i64}   NOT NULL,
  used       {text}  NOT NULL,
  state      {i64}   NOT NULL, -- as that of a delivery
  recipient  {text}  NOT NULL,
  said       {text}  NOT NULL,
  tries      {i64}   NOT NULL,
  due_at     {i64}   NOT NULL,
  PRIMARY KEY (alert, period)
) {strict, without_rowid};
CREATE INDEX usage_alert_told_by_state ON usage_alert_told (state, due_at);
