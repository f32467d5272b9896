-- Two tills may have given one number; people find that and merge. A constraint goes with its table alone.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE party_before AS SELECT * FROM party;
DROP TABLE party;
CREATE TABLE party (
  party      BLOB    NOT NULL PRIMARY KEY,
  number     TEXT    NOT NULL,
  kind       INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  street     TEXT    NOT NULL,
  postcode   TEXT    NOT NULL,
  city       TEXT    NOT NULL,
  region     TEXT    NOT NULL,
  country    TEXT    NOT NULL,
  email      TEXT    NOT NULL,
  phone      TEXT    NOT NULL,
  tax_number TEXT    NOT NULL,
  language   TEXT    NOT NULL,
  search     TEXT    NOT NULL,
  changed_at INTEGER NOT NULL,
  into_party BLOB,
  erased     INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO party (party, number, kind, name, street, postcode, city, region, country, email, phone,
  tax_number, language, search, changed_at)
SELECT party, number, kind, name, street, postcode, city, region, country, email, phone, tax_number,
  language, search, changed_at FROM party_before;
DROP TABLE party_before;
CREATE INDEX party_by_number ON party (number);
CREATE INDEX party_merged ON party (into_party) WHERE into_party IS NOT NULL;
