-- Customers, whom tills and head office know and change: what was changed of them, when and where, and what
-- stock of a branch head office says. Both follow from the journals; then what is known of a customer.

CREATE TABLE customer_edit (
  entry         {i64}   NOT NULL,
  field         {i64}   NOT NULL,
  customer      {bytes} NOT NULL,
  at            {i64}   NOT NULL,
  content       {bytes},
  into_customer {bytes},
  PRIMARY KEY (entry, field)
) {strict, without_rowid};
CREATE INDEX customer_edit_of ON customer_edit (customer, entry);

CREATE TABLE stock_of_branch (
  branch              {text}  NOT NULL,
  item                {bytes} NOT NULL,
  journal             {i64}   NOT NULL,
  quantity_millionths {i64}   NOT NULL,
  PRIMARY KEY (branch, item, journal)
) {strict, without_rowid};

CREATE INDEX sale_by_customer ON sale (customer) WHERE customer <> '';

-- Which change each field of a party is from: the latest there is. None: from before changes were kept.
CREATE TABLE party_stamp (
  party   {bytes} NOT NULL,
  field   {i64}   NOT NULL,
  at      {i64}   NOT NULL,
  journal {bytes} NOT NULL,
  seq     {i64}   NOT NULL,
  PRIMARY KEY (party, field)
) {strict, without_rowid};
