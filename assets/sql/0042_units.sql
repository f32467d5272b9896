-- Prepaid units (minutes, kilowatt-hours, visits), in lots: the first two tables follow from the journal of
-- documents and money. Amounts are millionths of the unit. Whether a lot counts is told by its instants alone.

CREATE TABLE unit_lot (
  entry             {i64}   NOT NULL PRIMARY KEY,
  lot               {bytes} NOT NULL UNIQUE,
  account           {bytes} NOT NULL,
  kind              {i64}   NOT NULL,
  unit              {text}  NOT NULL,
  amount_millionths {i64}   NOT NULL,
  priority          {i64}   NOT NULL,
  effective_at      {i64}   NOT NULL,
  expires_at        {i64},
  kept_millionths   {i64}   NOT NULL, -- so much of what is left when it expires goes on
  kept_until        {i64},
  scope             {text}  NOT NULL,
  external_id       {text}  NOT NULL,
  note              {text}  NOT NULL,
  granted_at        {i64}   NOT NULL
) {strict};
CREATE INDEX unit_lot_of_account ON unit_lot (account);
CREATE UNIQUE INDEX unit_lot_by_external_id ON unit_lot (external_id) WHERE external_id <> '';

CREATE TABLE unit_move (
  entry             {i64}   NOT NULL,
  position          {i64}   NOT NULL,
  lot               {bytes} NOT NULL,
  account           {bytes} NOT NULL,
  move              {i64}   NOT NULL, -- 1 used, 2 given back, 3 voided
  at                {i64}   NOT NULL,
  amount_millionths {i64}   NOT NULL, -- negative where it comes back
  kept              {i64}   NOT NULL, -- 1: of what went on when the lot expired
  document          {bytes},
  item              {bytes},          -- the line whose usage it was
  reason            {text}  NOT NULL,
  PRIMARY KEY (entry, position)
) {strict, without_rowid};
CREATE INDEX unit_move_of ON unit_move (lot);
CREATE INDEX unit_move_of_account ON unit_move (account);
CREATE INDEX unit_move_of_item ON unit_move (item) WHERE item IS NOT NULL;
CREATE INDEX unit_move_document ON unit_move (document) WHERE document IS NOT NULL;

-- Credit that is granted anew each period; reference. What was granted by it has an external id of the rule
-- and the period's first day, so that no period is granted twice.
CREATE TABLE wallet_recurrence (
  rule          {bytes} NOT NULL PRIMARY KEY,
  account       {bytes} NOT NULL,
  subscription  {bytes},               -- while it is paused nothing is granted
  kind          {i64}   NOT NULL,
  unit          {text}  NOT NULL,      -- empty: money
  currency      {text}  NOT NULL,      -- of money
  amount        {i64}   NOT NULL,      -- millionths of the unit, or minor units of the currency
  rollover      {i64}   NOT NULL,      -- the same: so much of what is left goes on for one more period
  priority      {i64}   NOT NULL,
  lifetime_days {i64}   NOT NULL,      -- 0: to the end of its period
  every_unit    {i64}   NOT NULL,
  every_count   {i64}   NOT NULL,
  from_day      {i64}   NOT NULL,
  until_day     {i64},                 -- periods that begin from then on grant nothing
  scope         {text}  NOT NULL,
  note          {text}  NOT NULL,
  noted_at      {i64}   NOT NULL,
  noted_by      {text}  NOT NULL
) {strict};
CREATE INDEX wallet_recurrence_of_account ON wallet_recurrence (account);
