-- Orders of services because of an invoice: it was reminded of, or is settled since.
ALTER TABLE service_order ADD COLUMN document {bytes};
ALTER TABLE service_order ADD COLUMN is_last {i64} NOT NULL DEFAULT 1; -- 0: another was given since
UPDATE service_order SET is_last = 0 WHERE EXISTS (SELECT 1 FROM service_order l WHERE
  l.subscription = service_order.subscription AND l.nth > service_order.nth);
CREATE INDEX service_order_reminded ON service_order (service_order)
  WHERE document IS NOT NULL AND is_last = 1 AND wish <> 1;
