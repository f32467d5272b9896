#include "pos/store/compare_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "pos/base/ulid.hpp"
#include "pos/store/columns.hpp"

namespace pos::store {

namespace {

/// The step that made the tables of billing.
constexpr int kBillingSchema = 11;
/// The step that made those of customers' edits and of stock said at head office.
constexpr int kCustomersSchema = 14;
constexpr int kTenderCorrectionSchema = 25;
constexpr int kWalletSchema = 15;
constexpr int kBillsAtTillsSchema = 24;
constexpr int kTillReadingsSchema = 32;
constexpr int kStockCountedSchema = 31;
constexpr int kExchangeSchema = 40;
constexpr int kCouponSchema = 41;
constexpr int kUnitsSchema = 42;
constexpr int kAttemptSchema = 44;
constexpr int kLeaseSchema = 45;
constexpr int kAskedPaymentSchema = 56;

constexpr DerivedTable kTables[] = {
    {"journal", 1,
     "id, journal, started_at, branch, terminal, series, public_key, currency, zone, program, "
     "predecessor"},
    {"sale", 1,
     "entry, sale, kind, number, external_number, at, local_s, utc_offset_s, business_date, shift, "
     "cashier, cashier_name, customer, currency, lines, discount_minor, tax_minor, total_minor, "
     "rounding_minor, payable_minor"},
    {"sale_line", 2,
     "entry, line, item, number, barcode, name, department, quantity_millionths, unit, "
     "unit_price_e8, cost_e8, gross_minor, discount_minor, net_minor, tax_minor, payable_minor, "
     "origin_sale, origin_line"},
    {"sale_tender", 2,
     "entry, position, kind, code, name, amount_minor, given_minor, change_minor, reference"},
    {"sale_tax", 2,
     "entry, position, code, name, kind, rate_e8, amount_e8, included, base_minor, tax_minor"},
    {"returned", 2, "sale, line, quantity_millionths"},
    {"reprint", 1, "entry, sale, copy, at, cashier"},
    {"tender_correction", 1,
     "entry, sale, position, kind, code, name, reference, amount_minor, at, cashier",
     kTenderCorrectionSchema},
    {"card_attempt", 1, "attempt, sale, entry, at, state, currency, amount_minor, reference"},
    {"shift", 2,
     "journal, shift, opened_seq, opened_at, opened_local_s, opened_utc_offset_s, business_date, "
     "opened_by, opened_by_name, currency, opening_float_minor, closed_seq, z_number, closed_at, "
     "closed_local_s, closed_utc_offset_s, closed_by, closed_by_name, net_minor, "
     "grand_total_minor"},
    {"takings", 6,
     "business_date, journal, shift, currency, hour, cashier, cashier_name, sales, refunds, "
     "gross_minor, refunded_minor, tax_minor, discount_minor, rounding_minor, cancelled, "
     "voided_lines, price_overrides, drawer_openings, cash_moved_minor"},
    {"takings_department", 5,
     "business_date, journal, shift, currency, department, name, quantity_millionths, sales, "
     "refunds, gross_minor, refunded_minor, tax_minor, discount_minor"},
    {"takings_tender", 6,
     "business_date, journal, shift, currency, kind, code, name, payments, sales, refunds, "
     "gross_minor, refunded_minor"},
    {"takings_tax", 9,
     "business_date, journal, shift, currency, code, kind, rate_e8, amount_e8, included, name, "
     "base_minor, tax_minor"},
    {"stock", 2, "item, journal, quantity_millionths"},
    {"stock_adjustment", 1, "adjustment, entry, external_number, at, business_date, reason, lines"},
    {"stock_of_branch", 3, "branch, item, journal, quantity_millionths", kCustomersSchema},
    {"stock_counted", 3, "item, branch, journal, entry", kStockCountedSchema},
    {"customer_edit", 2, "entry, field, customer, at, content, into_customer", kCustomersSchema},
    {"erased", 1, "attachment, entry"},
    {"document", 1,
     "entry, document, kind, number, series, account, run, currency, issued_on, due_on, lines, "
     "net_minor, tax_minor, payable_minor, corrects",
     kBillingSchema, "pay_by", kAskedPaymentSchema},
    {"document_line", 2,
     "entry, line, item, kind, account, subscription, plan, version, phase, charge, from_day, "
     "to_day, revision, quantity, net_minor, tax_minor, of_item",
     kBillingSchema},
    {"payment", 1,
     "entry, payment, account, currency, amount_minor, method, reference, external_id, "
     "received_on",
     kBillingSchema},
    {"ledger", 2, "entry, position, account, book, on_day, currency, amount_minor, about",
     kBillingSchema},
    {"converted", 2,
     "entry, position, account, book, on_day, about, other, currency, amount_minor, books, "
     "books_minor",
     kExchangeSchema},
    {"exchange", 1, "about, entry, currency, books, rate, rate_on", kExchangeSchema},
    {"coupon_redemption", 1,
     "redemption, entry, code, name, account, subscription, percent, amount_minor, currency, "
     "periods, plans, from_day",
     kCouponSchema},
    {"coupon_stop", 1, "redemption, entry, on_day, reason", kCouponSchema},
    {"coupon_use", 2, "entry, position, redemption, document, item, period, currency, amount_minor",
     kCouponSchema},
    {"allocation", 2, "from_item, to_item, amount_minor", kBillingSchema},
    {"open_item", 1, "about, account, currency, due_on, open_minor", kBillingSchema},
    {"wallet_lot", 1,
     "entry, lot, account, kind, currency, amount_minor, priority, effective_at, expires_at, "
     "scope, "
     "rollover_minor, from_lot, external_id, note, granted_at",
     kWalletSchema},
    {"bill_payment", 1,
     "entry, sale, shift, account, account_number, currency, bills, amount_minor, payable_minor",
     kBillsAtTillsSchema},
    {"till_reading", 1, "entry, reading, account, account_number, point, meter, serial, figure, at",
     kTillReadingsSchema},
    {"wallet_move", 2, "entry, position, lot, account, move, at, amount_minor, document, reason",
     kWalletSchema},
    {"lease", 1,
     "entry, lease, account, terminal, branch, till, currency, amount_minor, floor_minor, "
     "expires_at, until_close, external_id, note, granted_at",
     kLeaseSchema},
    {"lease_move", 2,
     "entry, position, lease, lot, account, move, at, amount_minor, beyond, sale, number, reason",
     kLeaseSchema},
    {"lease_end", 1, "lease, entry, at, reason", kLeaseSchema},
    {"lease_use", 2,
     "entry, position, lease, account, sale, currency, amount_minor, over_minor, given_up",
     kLeaseSchema},
    {"unit_lot", 1,
     "entry, lot, account, kind, unit, amount_millionths, priority, effective_at, expires_at, "
     "kept_millionths, kept_until, scope, external_id, note, granted_at",
     kUnitsSchema},
    {"payment_attempt", 1,
     "attempt, entry, account, purpose, about, nth, attempt_key, provider, method, label, "
     "currency, amount_minor, on_day, state, sent, asked, sent_at, due_at, said, reference, at",
     kAttemptSchema},
    {"unit_move", 2,
     "entry, position, lot, account, move, at, amount_millionths, kept, document, item, reason",
     kUnitsSchema},
};

std::vector<std::string_view> split(std::string_view columns) {
    std::vector<std::string_view> names;
    while (!columns.empty()) {
        const auto comma = std::min(columns.find(','), columns.size());
        names.push_back(columns.substr(0, comma));
        columns.remove_prefix(std::min(comma + 2, columns.size()));
    }
    return names;
}

/// Below, at or above 0; a value's kind decides first.
int compare_column(const db::Row& a, const db::Row& b, int column) {
    using Kind = db::Param::Kind;
    const Kind kind = a.kind(column);
    if (kind != b.kind(column)) return kind < b.kind(column) ? -1 : 1;
    switch (kind) {
        case Kind::null:
            return 0;
        case Kind::integer: {
            const auto left = a.integer(column);
            const auto right = b.integer(column);
            return left < right ? -1 : left > right ? 1 : 0;
        }
        case Kind::text:
            return a.text(column).compare(b.text(column));
        case Kind::bytes: {
            const BytesView left = a.bytes(column);
            const BytesView right = b.bytes(column);
            const auto shorter = std::min(left.size(), right.size());
            const int order = shorter == 0 ? 0 : std::memcmp(left.data(), right.data(), shorter);
            if (order != 0 || left.size() == right.size()) return order;
            return left.size() < right.size() ? -1 : 1;
        }
    }
    return 0;
}

std::string shown(const db::Row& row, int column) {
    using Kind = db::Param::Kind;
    switch (row.kind(column)) {
        case Kind::null:
            return "none";
        case Kind::integer:
            return std::to_string(row.integer(column));
        case Kind::text:
            return std::string{row.text(column)};
        case Kind::bytes: {
            const BytesView bytes = row.bytes(column);
            if (bytes.size() != sizeof(Ulid)) return to_hex(bytes);
            Ulid id;
            row.get(column, id);
            return to_string(id);
        }
    }
    return {};
}

/// One table on its way through both databases.
class Comparison {
public:
    Comparison(const DerivedTable& table, std::size_t max, VerifyReport& report)
        : table_{table},
          columns_{table.later.empty() ? std::string{table.columns}
                                       : fmt::format("{}, {}", table.columns, table.later)},
          names_{split(columns_)},
          max_{max},
          report_{report} {}

    std::string query() const {
        std::string keys;
        for (int i = 0; i < table_.key_columns; ++i) {
            if (i > 0) keys += ", ";
            keys += names_[static_cast<std::size_t>(i)];
        }
        return fmt::format("SELECT {} FROM {} ORDER BY {}", columns_, table_.name, keys);
    }

    int compare_keys(const db::Row& a, const db::Row& b) const {
        for (int i = 0; i < table_.key_columns; ++i) {
            if (const int order = compare_column(a, b, i); order != 0) return order;
        }
        return 0;
    }
    void compare_values(const db::Row& stored, const db::Row& rebuilt) {
        for (int i = table_.key_columns; i < static_cast<int>(names_.size()); ++i) {
            if (compare_column(stored, rebuilt, i) == 0) continue;
            note(stored, names_[static_cast<std::size_t>(i)], shown(stored, i), shown(rebuilt, i));
        }
    }
    void should_not_be_there(const db::Row& stored) { note(stored, {}, "there", {}); }
    void is_missing(const db::Row& rebuilt) { note(rebuilt, {}, {}, "there"); }

private:
    void note(const db::Row& row, std::string_view column, std::string stored,
              std::string rebuilt) {
        if (++report_.differences_total > max_) return;
        std::string key;
        for (int i = 0; i < table_.key_columns; ++i) {
            if (i > 0) key += ", ";
            const std::string_view name = names_[static_cast<std::size_t>(i)];
            key.append(name).append(" ");
            if (name == "entry") {
                const EntryKey entry = entry_key(row.integer(i));
                key += fmt::format("{}/{}", entry.journal, entry.seq);
            } else {
                key += shown(row, i);
            }
        }
        report_.differences.push_back({std::string{table_.name}, std::move(key),
                                       std::string{column}, std::move(stored), std::move(rebuilt)});
    }

    const DerivedTable& table_;
    std::string columns_;
    std::vector<std::string_view> names_;
    std::size_t max_;
    VerifyReport& report_;
};

}  // namespace

std::span<const DerivedTable> derived_tables() {
    return kTables;
}

db::Result<void> compare_table(const DerivedTable& table, db::Connection& stored,
                               db::SqliteConnection& rebuilt, std::size_t differences_max,
                               VerifyReport& report) {
    Comparison comparison{table, differences_max, report};
    const std::string query = comparison.query();
    auto cursor = rebuilt.cursor(query);
    if (!cursor) return std::unexpected{std::move(cursor.error())};
    db::Result<bool> more = (*cursor)->next();
    const auto done = stored.stream(query, {}, [&](const db::Row& row) {
        while (more && *more) {
            const int order = comparison.compare_keys(row, (*cursor)->row());
            if (order < 0) break;
            if (order == 0) {
                comparison.compare_values(row, (*cursor)->row());
                more = (*cursor)->next();
                return true;
            }
            comparison.is_missing((*cursor)->row());
            more = (*cursor)->next();
        }
        comparison.should_not_be_there(row);
        return true;
    });
    if (!done) return std::unexpected{done.error()};
    for (; more && *more; more = (*cursor)->next()) comparison.is_missing((*cursor)->row());
    if (!more) return std::unexpected{std::move(more.error())};
    return {};
}

}  // namespace pos::store
