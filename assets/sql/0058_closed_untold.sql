-- At head office: tills are to hear no more of accounts that were closed before.
INSERT INTO account_to_tell (account, times) SELECT a.account, 0 FROM billing_account a WHERE
  a.closed_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account_to_tell t WHERE t.account = a.account);
