-- Credit that one till may spend while it hears of nobody. What a lease holds is what was granted and given
-- back less what was spent and returned; what is beyond it came out of the wallet, or went back there.

-- Three tables follow from the journal of documents and money.
CREATE TABLE lease (
  entry        {i64}   NOT NULL PRIMARY KEY,
  lease        {bytes} NOT NULL UNIQUE,
  account      {bytes} NOT NULL,
  terminal     {bytes} NOT NULL,
  branch       {text}  NOT NULL,
  till         {text}  NOT NULL,
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL,
  floor_minor  {i64}   NOT NULL, -- so much above it the merchant risks
  expires_at   {i64},
  until_close  {i64}   NOT NULL, -- 1: the till gives back what is left at the close of its day
  external_id  {text}  NOT NULL,
  note         {text}  NOT NULL,
  granted_at   {i64}   NOT NULL
) {strict};
CREATE INDEX lease_of_account ON lease (account, terminal);
CREATE UNIQUE INDEX lease_by_external_id ON lease (external_id) WHERE external_id <> '';

CREATE TABLE lease_move (
  entry        {i64}   NOT NULL,
  position     {i64}   NOT NULL,
  lease        {bytes} NOT NULL,
  lot          {bytes} NOT NULL,
  account      {bytes} NOT NULL,
  move         {i64}   NOT NULL, -- 1 granted, 2 spent, 3 given back, 4 returned
  at           {i64}   NOT NULL,
  amount_minor {i64}   NOT NULL,
  beyond       {i64}   NOT NULL,
  sale         {bytes},
  number       {text}  NOT NULL, -- of its receipt
  reason       {text}  NOT NULL,
  PRIMARY KEY (entry, position)
) {strict, without_rowid};
CREATE INDEX lease_move_of ON lease_move (lease);
CREATE INDEX lease_move_of_account ON lease_move (account);

CREATE TABLE lease_end (
  lease  {bytes} NOT NULL PRIMARY KEY,
  entry  {i64}   NOT NULL,
  at     {i64}   NOT NULL,
  reason {text}  NOT NULL
) {strict, without_rowid};

-- What follows from a till's journal: what it did with leases. At head office these wait in bill_to_book
-- until they are in the books.
CREATE TABLE lease_use (
  entry        {i64}   NOT NULL,
  position     {i64}   NOT NULL,
  lease        {bytes} NOT NULL,
  account      {bytes} NOT NULL,
  sale         {bytes},
  currency     {text}  NOT NULL,
  amount_minor {i64}   NOT NULL, -- negative where goods came back
  over_minor   {i64}   NOT NULL, -- above the lease
  given_up     {i64}   NOT NULL, -- 1: amount_minor is what was left, and it is over
  PRIMARY KEY (entry, position)
) {strict, without_rowid};
CREATE INDEX lease_use_of ON lease_use (lease);
CREATE INDEX lease_use_of_sale ON lease_use (sale) WHERE sale IS NOT NULL;

-- At head office: as much of an account's credit as a till is to have of it; reference.
CREATE TABLE lease_rule (
  account     {bytes} NOT NULL,
  branch      {text}  NOT NULL,
  till        {text}  NOT NULL, -- empty: each of the branch
  upto_minor  {i64}   NOT NULL,
  floor_minor {i64}   NOT NULL,
  until_close {i64}   NOT NULL,
  noted_at    {i64}   NOT NULL,
  noted_by    {text}  NOT NULL,
  PRIMARY KEY (account, branch, till)
) {strict, without_rowid};

-- At a till: the leases that it was told of. They are spent by the terminal that they are for alone.
CREATE TABLE told_lease (
  lease        {bytes} NOT NULL PRIMARY KEY,
  account      {bytes} NOT NULL,
  public_key   {bytes} NOT NULL, -- of that terminal
  amount_minor {i64}   NOT NULL,
  floor_minor  {i64}   NOT NULL,
  expires_at   {i64},
  until_close  {i64}   NOT NULL
) {strict, without_rowid};
CREATE INDEX told_lease_of_account ON told_lease (account);
