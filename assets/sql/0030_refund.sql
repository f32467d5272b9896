-- Which entries of money that went out were paid back to a customer; all others bounced, or were undone.
CREATE TABLE payment_refund (
  entry       {i64}  NOT NULL PRIMARY KEY, -- the books' journal's
  external_id {text} NOT NULL              -- what whoever paid it calls it; empty: nothing
) {strict};
CREATE INDEX payment_refund_by_external_id ON payment_refund (external_id) WHERE external_id <> '';

-- What bounced went back whole; whatever else went out before this step was paid back.
INSERT INTO payment_refund (entry, external_id)
SELECT l.entry, '' FROM ledger l WHERE l.book = 4 AND l.amount_minor < 0
  AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.payment = l.about AND p.amount_minor = -l.amount_minor);

-- Letters that wait are looked for by the way that they go.
DROP INDEX delivery_by_state;
CREATE INDEX delivery_by_way ON delivery (channel, state, due_at);
