-- Promotions: of one branch or, without one, of all; head office keeps a row for each branch that
-- it names. `content` is the record of pos/catalog/promotion, archived.
CREATE TABLE promotion (
  promotion {bytes} NOT NULL,
  branch    {text}  NOT NULL,
  code      {text}  NOT NULL,
  content   {bytes} NOT NULL,
  PRIMARY KEY (promotion, branch)
) {strict, without_rowid};
CREATE INDEX promotion_by_code ON promotion (code);
