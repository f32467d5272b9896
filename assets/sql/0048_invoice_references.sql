-- What whoever is billed on an account wants to find on its invoices, and where programs deliver them
-- to (BT-10, BT-13, BT-12, BT-49 of EN 16931). Empty: nothing was said.
ALTER TABLE billing_account ADD COLUMN buyer_reference {text} NOT NULL DEFAULT '';
ALTER TABLE billing_account ADD COLUMN order_reference {text} NOT NULL DEFAULT '';
ALTER TABLE billing_account ADD COLUMN contract_reference {text} NOT NULL DEFAULT '';
ALTER TABLE billing_account ADD COLUMN e_address {text} NOT NULL DEFAULT '';
ALTER TABLE billing_account ADD COLUMN e_address_scheme {text} NOT NULL DEFAULT '';
