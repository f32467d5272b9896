-- What a clerk types finds payments by what they say they are for, of which an index holds the first
-- 80 characters, and mandates by the account at the bank.
CREATE INDEX payment_by_reference ON payment (substr(reference, 1, 80), entry);
CREATE INDEX mandate_by_iban ON mandate (iban, reference);
