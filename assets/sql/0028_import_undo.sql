-- What the last import of goods can be taken back by: the goods as they were before it.
CREATE TABLE last_import (
  at     {i64}  NOT NULL,
  source {text} NOT NULL, -- the file's name
  goods  {i64}  NOT NULL  -- that it added or changed
) {strict};
CREATE TABLE imported_item (
  item     {bytes} NOT NULL PRIMARY KEY,
  position {i64}   NOT NULL, -- in the import's order
  was      {bytes},          -- with its codes; null: it was not sold here
  made     {i64}   NOT NULL  -- a hash of what the import made of it
) {strict, without_rowid};
CREATE TABLE imported_department (
  code {text} NOT NULL PRIMARY KEY
) {strict, without_rowid};
-- Goods that an undone import had added. The books may name them, so they stay, and are new to the
-- next import that brings them.
CREATE TABLE taken_off_sale (
  item {bytes} NOT NULL PRIMARY KEY
) {strict, without_rowid};
