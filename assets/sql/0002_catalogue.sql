-- Reference tables: what a shop sells, by whom, under which settings. They come from imports, local
-- edits and head office, not from the journal.

CREATE TABLE department (
  code      {text} NOT NULL PRIMARY KEY,
  name      {text} NOT NULL,
  position  {i64}  NOT NULL,
  tile_pair {i64}  NOT NULL
) {strict};

CREATE TABLE item (
  id           {i64}   NOT NULL PRIMARY KEY,
  item         {bytes} NOT NULL UNIQUE,
  number       {text}  NOT NULL UNIQUE,
  name         {text}  NOT NULL,
  search_text  {text}  NOT NULL,
  department   {text}  NOT NULL,
  tax_class    {text}  NOT NULL,
  price_e8     {i64}   NOT NULL,
  price_tax    {i64}   NOT NULL,
  cost_e8      {i64},
  unit         {text}  NOT NULL,
  open_price   {i64}   NOT NULL,
  discountable {i64}   NOT NULL,
  picture      {text}  NOT NULL,
  active       {i64}   NOT NULL,
  favourite    {i64}   NOT NULL
) {strict};
CREATE INDEX item_by_department ON item (department, id);
CREATE INDEX item_favourite ON item (favourite, id) WHERE favourite > 0;

CREATE TABLE barcode (
  barcode_key     {text} NOT NULL PRIMARY KEY,
  code            {text} NOT NULL,
  item_id         {i64}  NOT NULL REFERENCES item (id),
  kind            {i64}  NOT NULL,
  pack_millionths {i64}
) {strict, without_rowid};
CREATE INDEX barcode_by_item ON barcode (item_id);

CREATE TABLE shop_user (
  person {bytes} NOT NULL PRIMARY KEY,
  name   {text}  NOT NULL UNIQUE,
  role   {i64}   NOT NULL,
  active {i64}   NOT NULL
) {strict};

-- Everything else a shop is told about itself, by name; lists and tables as bytes.
CREATE TABLE setting (
  name  {text}  NOT NULL PRIMARY KEY,
  value {bytes} NOT NULL
) {strict};
