-- What counters showed at service points. What was used between their readings stands among the usage
-- records, of a source of its own for each register. Figures are exact decimals in text.

-- What is counted at a service point, of one sort: its counters follow one another.
CREATE TABLE meter_register (
  register {bytes} NOT NULL PRIMARY KEY,
  point    {text}  NOT NULL,
  meter    {text}  NOT NULL, -- as charges and usage records say it
  made_at  {i64}   NOT NULL
) {strict};
CREATE UNIQUE INDEX meter_register_of ON meter_register (point, meter);

CREATE TABLE meter_counter (
  register   {bytes} NOT NULL REFERENCES meter_register (register),
  position   {i64}   NOT NULL, -- from 1
  serial     {text}  NOT NULL,
  digits     {i64}   NOT NULL,
  decimals   {i64}   NOT NULL,
  multiplier {text}  NOT NULL,
  removed    {i64}   NOT NULL,
  PRIMARY KEY (register, position)
) {strict, without_rowid};
CREATE INDEX meter_counter_by_serial ON meter_counter (serial);

-- An estimate gives way to a reading at its instant; nothing else changes.
CREATE TABLE meter_reading (
  register {bytes} NOT NULL,
  position {i64}   NOT NULL, -- of the counter
  at       {i64}   NOT NULL,
  figure   {text}  NOT NULL,
  source   {i64}   NOT NULL, -- 0 read, 1 by the customer, 2 estimated
  noted_at {i64}   NOT NULL,
  noted_by {text}  NOT NULL,
  PRIMARY KEY (register, position, at)
) {strict, without_rowid};
