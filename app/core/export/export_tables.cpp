#include "app/core/export/export_tables.hpp"

namespace app::core::exports {

namespace {

using enum Kind;

constexpr Column kTerminals[]{{"branch", text},       {"terminal", text}, {"series", text},
                              {"currency", currency}, {"zone", text},     {"started", instant}};
constexpr Column kDepartments[]{{"code", text}, {"name", text}};
constexpr Column kItems[]{
    {"number", text},       {"name", text},           {"department", text},   {"tax", text},
    {"price", price},       {"cost", price},          {"currency", currency}, {"unit", text},
    {"open_price", yes_no}, {"discountable", yes_no}, {"picture", text},      {"sold", yes_no}};
constexpr Column kBarcodes[]{{"item", text}, {"barcode", text}, {"pack", quantity}};
constexpr Column kPrices[]{
    {"item", text}, {"branch", text}, {"from", instant}, {"price", price}, {"currency", currency}};
constexpr Column kPromotions[]{{"code", text}, {"branch", text}};
constexpr Column kPeople[]{{"name", text}, {"role", text}, {"active", yes_no}};
constexpr Column kStock[]{{"item", text}, {"name", text}, {"quantity", quantity}};
constexpr Column kCustomers[]{{"number", text},     {"name", text},    {"street", text},
                              {"postcode", text},   {"city", text},    {"region", text},
                              {"country", text},    {"email", text},   {"phone", text},
                              {"tax_number", text}, {"language", text}};
constexpr Column kReceipts[]{{"number", text},      {"external_number", text}, {"kind", sale_kind},
                             {"branch", text},      {"terminal", text},        {"at", local},
                             {"business_day", day}, {"cashier", text},         {"customer", text},
                             {"lines", count},      {"currency", currency},    {"discount", amount},
                             {"tax", amount},       {"total", amount},         {"rounding", amount},
                             {"payable", amount}};
constexpr Column kLines[]{
    {"receipt", text},      {"line", count},       {"item", text},         {"barcode", text},
    {"name", text},         {"department", text},  {"quantity", quantity}, {"unit", text},
    {"currency", currency}, {"unit_price", price}, {"cost", price},        {"gross", amount},
    {"discount", amount},   {"net", amount},       {"tax", amount},        {"payable", amount}};
constexpr Column kTenders[]{{"receipt", text},      {"code", text},      {"name", text},
                            {"currency", currency}, {"amount", amount},  {"given", amount},
                            {"change", amount},     {"reference", text}, {"entered_as", text}};
constexpr Column kTaxes[]{{"receipt", text}, {"code", text},       {"name", text},
                          {"percent", rate}, {"included", yes_no}, {"currency", currency},
                          {"base", amount},  {"tax", amount}};
constexpr Column kShifts[]{{"branch", text},          {"terminal", text},  {"z_number", count},
                           {"business_day", day},     {"opened", local},   {"opened_by", text},
                           {"closed", local},         {"closed_by", text}, {"currency", currency},
                           {"opening_float", amount}, {"net", amount},     {"grand_total", amount}};
constexpr Column kJournal[]{{"branch", text},  {"terminal", text},    {"sequence", count},
                            {"at", instant},   {"event", event_kind}, {"hash", bytes},
                            {"signed", yes_no}};
constexpr Column kBills[]{{"number", text}, {"account", text},      {"issued", day},
                          {"due", day},     {"currency", currency}, {"net", amount},
                          {"tax", amount},  {"payable", amount}};
constexpr Column kPayments[]{{"account", text},    {"received", day}, {"currency", currency},
                             {"amount", amount},   {"method", text},  {"reference", text},
                             {"external_id", text}};
constexpr Column kLedger[]{
    {"account", text}, {"book", count}, {"on", day}, {"currency", currency}, {"amount", amount}};

// A journal's number stands in an entry's above 40 bits.
constexpr Table kTables[]{
    {"terminals",
     "SELECT branch, terminal, series, currency, zone, started_at FROM journal ORDER BY id",
     kTerminals, Part::sales},
    {"departments", "SELECT code, name FROM department ORDER BY position, code", kDepartments,
     Part::goods},
    {"items",
     "SELECT i.number, i.name, i.department, i.tax_class, i.price_e8, i.cost_e8, j.currency, "
     "i.unit, i.open_price, i.discountable, i.picture, i.active FROM item i JOIN journal j ON "
     "j.id = (SELECT MIN(id) FROM journal) ORDER BY i.id",
     kItems, Part::goods},
    {"barcodes",
     "SELECT i.number, b.code, b.pack_millionths FROM barcode b JOIN item i ON i.id = b.item_id "
     "ORDER BY b.item_id, b.barcode_key",
     kBarcodes, Part::goods},
    // What stands there from ever on is the price that a till goes back to.
    {"prices",
     "SELECT i.number, p.branch, p.starts_at, p.price_e8, j.currency FROM item_price p JOIN item i "
     "ON i.item = p.item JOIN journal j ON j.id = (SELECT MIN(id) FROM journal) WHERE "
     "p.starts_at > 0 ORDER BY i.number, p.branch, p.starts_at",
     kPrices, Part::goods},
    {"promotions", "SELECT code, branch FROM promotion ORDER BY code, branch", kPromotions,
     Part::goods},
    {"people",
     "SELECT name, CASE WHEN role = 1 THEN 'manager' ELSE 'cashier' END, active FROM "
     "shop_user ORDER BY name",
     kPeople, Part::people},
    {"stock",
     "SELECT i.number, i.name, CAST(SUM(s.quantity_millionths) AS BIGINT) FROM stock s JOIN item i "
     "ON i.item = s.item GROUP BY i.number, i.name ORDER BY i.number",
     kStock, Part::goods},
    {"customers",
     "SELECT number, name, street, postcode, city, region, country, email, phone, tax_number, "
     "language FROM party ORDER BY number",
     kCustomers, Part::people},
    {"receipts",
     "SELECT s.number, s.external_number, s.kind, j.branch, j.terminal, s.local_s, "
     "s.business_date, s.cashier_name, s.customer, s.lines, s.currency, s.discount_minor, "
     "s.tax_minor, s.total_minor, s.rounding_minor, s.payable_minor, e.kind, e.version, e.payload "
     "FROM sale s JOIN journal j ON j.id = s.entry / 1099511627776 LEFT JOIN journal_entry e ON "
     "s.kind = 2 AND e.entry = s.entry ORDER BY s.entry",
     kReceipts, Part::sales},
    {"receipt_lines",
     "SELECT s.number, l.line, l.number, l.barcode, l.name, l.department, l.quantity_millionths, "
     "l.unit, s.currency, l.unit_price_e8, l.cost_e8, l.gross_minor, l.discount_minor, "
     "l.net_minor, l.tax_minor, l.payable_minor FROM sale s JOIN sale_line l ON l.entry = s.entry "
     "ORDER BY s.entry, l.line",
     kLines, Part::sales},
    // One that was entered as another stands here as takings and the Z count it.
    {"receipt_payments",
     "SELECT s.number, COALESCE(c.code, t.code), COALESCE(c.name, t.name), s.currency, "
     "t.amount_minor, CASE WHEN c.entry IS NULL THEN t.given_minor WHEN t.amount_minor < 0 THEN 0 "
     "ELSE t.amount_minor END, CASE WHEN c.entry IS NULL THEN t.change_minor WHEN t.amount_minor "
     "< 0 THEN -t.amount_minor ELSE 0 END, COALESCE(c.reference, t.reference), CASE WHEN c.entry "
     "IS NULL THEN '' ELSE t.code END FROM sale s JOIN sale_tender t ON t.entry = s.entry LEFT "
     "JOIN tender_correction c ON c.entry = (SELECT MAX(x.entry) FROM tender_correction x WHERE "
     "x.sale = s.sale AND x.position = t.position) ORDER BY s.entry, t.position",
     kTenders, Part::sales},
    {"receipt_taxes",
     "SELECT s.number, t.code, t.name, t.rate_e8, t.included, s.currency, t.base_minor, "
     "t.tax_minor FROM sale s JOIN sale_tax t ON t.entry = s.entry ORDER BY s.entry, t.position",
     kTaxes, Part::sales},
    {"shifts",
     "SELECT j.branch, j.terminal, h.z_number, h.business_date, h.opened_local_s, "
     "h.opened_by_name, h.closed_local_s, h.closed_by_name, h.currency, h.opening_float_minor, "
     "h.net_minor, h.grand_total_minor FROM shift h JOIN journal j ON j.id = h.journal "
     "ORDER BY h.journal, h.opened_seq",
     kShifts, Part::sales},
    {"bills",
     "SELECT d.number, a.number, d.issued_on, d.due_on, d.currency, d.net_minor, d.tax_minor, "
     "d.payable_minor FROM document d JOIN billing_account a ON a.account = d.account "
     "ORDER BY d.entry",
     kBills, Part::bills},
    {"bill_payments",
     "SELECT a.number, p.received_on, p.currency, p.amount_minor, p.method, p.reference, "
     "p.external_id FROM payment p JOIN billing_account a ON a.account = p.account "
     "ORDER BY p.entry",
     kPayments, Part::bills},
    {"ledger",
     "SELECT a.number, l.book, l.on_day, l.currency, l.amount_minor FROM ledger l JOIN "
     "billing_account a ON a.account = l.account ORDER BY l.entry, l.position",
     kLedger, Part::bills},
    {"journal",
     "SELECT j.branch, j.terminal, e.entry % 1099511627776, e.at, e.kind, e.hash, "
     "CASE WHEN e.signature IS NULL THEN 0 ELSE 1 END FROM journal_entry e JOIN journal j ON "
     "j.id = e.entry / 1099511627776 ORDER BY e.entry",
     kJournal, Part::journal},
};

}  // namespace

std::span<const Table> export_tables() {
    return kTables;
}

}  // namespace app::core::exports
