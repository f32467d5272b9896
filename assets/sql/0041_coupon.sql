-- Coupons: what the catalogue offers, and what follows from the journal of their redemption and use. And
-- accounts that are billed before their period is over.
CREATE TABLE coupon (
  code            {text} NOT NULL PRIMARY KEY,
  name            {text} NOT NULL, -- as bills say it
  percent         {text} NOT NULL, -- of each item: an exact decimal; empty: an amount of each period
  amount_minor    {i64}  NOT NULL,
  currency        {text} NOT NULL, -- of the amount, else empty
  periods         {i64}  NOT NULL, -- 0: every one
  plans           {text} NOT NULL, -- codes, one a line; empty: every plan
  valid_from      {i64},           -- the days on which it may be redeemed
  valid_until     {i64},           -- the last of them
  most            {i64}  NOT NULL, -- times that it may be redeemed in all; 0: without end
  most_of_account {i64}  NOT NULL, -- and by one account
  changed_at      {i64}  NOT NULL,
  changed_by      {text} NOT NULL
) {strict, without_rowid};

CREATE TABLE coupon_redemption (
  redemption   {bytes} NOT NULL PRIMARY KEY,
  entry        {i64}   NOT NULL,
  code         {text}  NOT NULL,
  name         {text}  NOT NULL,
  account      {bytes} NOT NULL,
  subscription {bytes} NOT NULL,
  percent      {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  currency     {text}  NOT NULL,
  periods      {i64}   NOT NULL,
  plans        {text}  NOT NULL,
  from_day     {i64}   NOT NULL
) {strict, without_rowid};
CREATE INDEX coupon_redemption_of ON coupon_redemption (subscription);
CREATE INDEX coupon_redemption_by_code ON coupon_redemption (code, account);

CREATE TABLE coupon_stop (
  redemption {bytes} NOT NULL PRIMARY KEY,
  entry      {i64}   NOT NULL,
  on_day     {i64}   NOT NULL,
  reason     {text}  NOT NULL
) {strict, without_rowid};

CREATE TABLE coupon_use (
  entry        {i64}   NOT NULL,
  position     {i64}   NOT NULL,
  redemption   {bytes} NOT NULL,
  document     {bytes} NOT NULL,
  item         {bytes} NOT NULL, -- the document's line
  period       {i64}   NOT NULL, -- that it counts as: the day on which it begins
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL, -- negative where what came late gave some back
  PRIMARY KEY (entry, position)
) {strict, without_rowid};
CREATE INDEX coupon_use_of ON coupon_use (redemption);
CREATE INDEX coupon_use_in ON coupon_use (document);

CREATE TABLE early_bill (
  account      {bytes} NOT NULL PRIMARY KEY REFERENCES billing_account (account),
  amount_minor {i64}   NOT NULL, -- as soon as usage that was not billed comes to so much; 0: never
  on_expiry    {i64}   NOT NULL, -- 1: as soon as credit has expired
  looked_at    {i64}   NOT NULL, -- for credit that expired since
  noted_at     {i64}   NOT NULL,
  noted_by     {text}  NOT NULL
) {strict, without_rowid};
CREATE TABLE early_looked (
  early_looked {i64} NOT NULL PRIMARY KEY, -- 1: the only row
  batch        {i64} NOT NULL              -- of usage, that was seen
) {strict};
