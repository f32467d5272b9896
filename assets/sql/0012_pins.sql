-- With what people sign on at this till. No row is part of the books, and none is sent anywhere: whoever is
-- new here by head office's feed gets a PIN at each till.

-- Argon2id, with its salt and cost, as libsodium writes it; and how often somebody has tried in vain since
-- the last time that it was right.
CREATE TABLE pin (
  person   {bytes} NOT NULL PRIMARY KEY REFERENCES shop_user (person),
  hash     {text}  NOT NULL,
  set_at   {i64}   NOT NULL,
  wrong    {i64}   NOT NULL,
  tried_at {i64}   NOT NULL
) {strict};
