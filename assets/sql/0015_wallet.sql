-- Prepaid credit, in lots: both tables follow from the journal of documents and money. What is left of a
-- lot is its amount less its moves; one that has expired counts no more, whether its entry is there or not.

CREATE TABLE wallet_lot (
  entry          {i64}   NOT NULL PRIMARY KEY,
  lot            {bytes} NOT NULL UNIQUE,
  account        {bytes} NOT NULL,
  kind           {i64}   NOT NULL,
  currency       {text}  NOT NULL,
  amount_minor   {i64}   NOT NULL,
  priority       {i64}   NOT NULL,
  effective_at   {i64}   NOT NULL,
  expires_at     {i64},
  scope          {text}  NOT NULL,
  rollover_minor {i64}   NOT NULL,
  from_lot       {bytes},
  external_id    {text}  NOT NULL,
  note           {text}  NOT NULL,
  granted_at     {i64}   NOT NULL
) {strict};
CREATE INDEX wallet_lot_of_account ON wallet_lot (account);
CREATE UNIQUE INDEX wallet_lot_by_external_id ON wallet_lot (external_id) WHERE external_id <> '';
-- Nothing is rolled over twice.
CREATE UNIQUE INDEX wallet_lot_from ON wallet_lot (from_lot) WHERE from_lot IS NOT NULL;

CREATE TABLE wallet_move (
  entry        {i64}   NOT NULL,
  position     {i64}   NOT NULL,
  lot          {bytes} NOT NULL,
  account      {bytes} NOT NULL,
  move         {i64}   NOT NULL,
  at           {i64}   NOT NULL,
  amount_minor {i64}   NOT NULL,
  document     {bytes},
  reason       {text}  NOT NULL,
  PRIMARY KEY (entry, position)
) {strict, without_rowid};
CREATE INDEX wallet_move_of ON wallet_move (lot);
CREATE INDEX wallet_move_document ON wallet_move (document) WHERE document IS NOT NULL;

-- A lot that is granted as soon as less than so much is left; reference.
CREATE TABLE wallet_top_up (
  account       {bytes} NOT NULL PRIMARY KEY,
  below_minor   {i64}   NOT NULL,
  amount_minor  {i64}   NOT NULL,
  priority      {i64}   NOT NULL,
  lifetime_days {i64}   NOT NULL
) {strict};
