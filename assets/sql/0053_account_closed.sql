-- The day on which an account was closed: nothing is sold on it any more. Null: it is open.
ALTER TABLE billing_account ADD COLUMN closed_on {i64};
