-- Two tills may have given one number; people find that and merge.
ALTER TABLE party DROP CONSTRAINT party_number_key;
ALTER TABLE party ADD COLUMN into_party BYTEA;
ALTER TABLE party ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;
CREATE INDEX party_by_number ON party (number);
CREATE INDEX party_merged ON party (into_party) WHERE into_party IS NOT NULL;
