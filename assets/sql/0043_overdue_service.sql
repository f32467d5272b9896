-- Orders of services because of an invoice: it was reminded of, or is settled since.
ALTER TABLE service_order ADD COLUMN document {bytes};
CREATE INDEX service_order_of_document ON service_order (subscription) WHERE document IS NOT NULL;
