-- By what scanned cards people sign on.

CREATE TABLE badge (
  code   {text}  NOT NULL PRIMARY KEY,
  person {bytes} NOT NULL REFERENCES shop_user (person)
) {strict, without_rowid};
