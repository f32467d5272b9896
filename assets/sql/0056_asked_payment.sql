-- By what a document is asked to be paid, as its entry says it; 0: it was issued before that was said.
ALTER TABLE document ADD COLUMN pay_by {i64} NOT NULL DEFAULT 0;

-- At a till: the open bills that are to be transferred, and to whom.
CREATE TABLE told_transfer (
  document  {bytes} NOT NULL PRIMARY KEY,
  account   {bytes} NOT NULL,
  reference {text}  NOT NULL -- as the payer is to write it
) {strict};
CREATE INDEX told_transfer_of_account ON told_transfer (account);
CREATE TABLE told_payee (
  told_payee {i64}  NOT NULL PRIMARY KEY,
  name       {text} NOT NULL,
  iban       {text} NOT NULL,
  bic        {text} NOT NULL
) {strict};

-- At head office: tills are to hear which of the bills that are open now these are.
INSERT INTO account_to_tell (account, times) SELECT a.account, 0 FROM billing_account a WHERE EXISTS
  (SELECT 1 FROM open_item o WHERE o.account = a.account AND o.open_minor > 0) AND NOT EXISTS
  (SELECT 1 FROM account_to_tell t WHERE t.account = a.account);
