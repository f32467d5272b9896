#include "app/core/billing/book_tills.hpp"

#include <algorithm>
#include <optional>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/payments.hpp"
#include "pos/journal/codec.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/feed/account_content.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::SaleRecord;
using pos::store::db::Row;

constexpr std::int64_t kTryAgain_ms = 600'000;
constexpr std::int64_t kAtOnce = 500;

struct Waiting {
    std::int64_t entry{0};
    SaleRecord record;
    std::string reason;
};

/// A row of: entry, kind, version, payload, reason.
std::optional<Waiting> read_waiting(const Row& row) {
    auto event =
        pos::journal::decode(row.get<std::uint16_t>(1), row.get<std::uint16_t>(2), row.bytes(3));
    auto* record = event ? pos::journal::ticket_of(*event) : nullptr;
    if (record == nullptr || !record->bill) return std::nullopt;
    return Waiting{row.integer(0), std::move(*record), std::string{row.text(4)}};
}

UnbookedPayment unbooked(const Waiting& one, std::string reason) {
    return {one.record.number, one.record.bill->account_number, one.record.total,
            std::move(reason)};
}

/// How most of it was paid, in the books' words.
std::string method_of(const SaleRecord& record) {
    std::int64_t cash = 0;
    std::int64_t card = 0;
    for (const auto& tender : record.tenders) {
        if (tender.kind == pos::journal::TenderKind::cash) cash += tender.amount.minor;
        if (tender.kind == pos::journal::TenderKind::card) card += tender.amount.minor;
    }
    return card > cash ? "card" : "cash";
}

/// The payment as the books take it: for those of the bills that are the account's here.
Outcome<NewPayment> payment_of(BillingBooks& books, const SaleRecord& record) {
    const auto& bill = *record.bill;
    const auto whose = stored::account_of(*books.db, bill.account);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) {
        return refuse("No account here has the number " + bill.account_number +
                      " that the till knew it by.");
    }
    const auto& account = (*whose)->stored.account;
    if (account.currency != record.currency) {
        return refuse("Account " + account.number + " is not in the currency that was paid.");
    }
    NewPayment payment;
    payment.account = account.number;
    payment.amount = pos::to_string(record.total);
    payment.method = method_of(record);
    payment.reference = record.number;
    payment.external_id = std::string{pos::store::feed::kTillPayment} + to_string(record.sale);
    for (const auto& paid : bill.bills) {
        const auto document = stored::document_of(*books.db, paid.document);
        if (!document) return std::unexpected{failure(document.error())};
        if (!*document || (*document)->issued.account != account.id) continue;
        payment.also.push_back((*document)->issued.number);
        payment.parts.push_back(paid.paid);
    }
    return payment;
}

Outcome<void> book(BillingBooks& books, const Waiting& one, pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<void> {
        // Whoever else books waits for the books, and finds nothing left of it then.
        const auto left = books.db->exec("DELETE FROM bill_to_book WHERE entry = $1", one.entry);
        if (!left) return std::unexpected{database(left.error())};
        if (*left == 0) return {};
        auto payment = payment_of(books, one.record);
        if (!payment) return std::unexpected{payment.error()};
        // A till's clock may be ahead of the books'.
        const pos::Date on = one.record.when.local.date;
        if (on <= books.when(now).business_date) payment->received_on = to_string(on);
        const auto taken = take_payment(books, *payment, now, random);
        if (!taken) return std::unexpected{taken.error()};
        return {};
    });
}

Outcome<void> park(BillingBooks& books, const Waiting& one, const std::string& reason,
                   pos::Instant now) {
    const auto kept =
        books.db->exec("UPDATE bill_to_book SET reason = $2, tried_at = $3 WHERE entry = $1",
                       one.entry, reason, now);
    if (!kept) return std::unexpected{database(kept.error())};
    return {};
}

}  // namespace

Outcome<bool> has_till_payments(pos::store::db::Connection& db, pos::Instant now) {
    const auto any = db.value<std::int64_t>(
        "SELECT 1 FROM bill_to_book WHERE tried_at IS NULL OR tried_at < $1 LIMIT 1",
        now.unix_ms - kTryAgain_ms);
    if (!any) return std::unexpected{database(any.error())};
    return any->has_value();
}

Outcome<TillBooking> book_till_payments(BillingBooks& books, pos::Instant now,
                                        pos::Random& random) {
    TillBooking booking;
    std::vector<Waiting> waiting;
    const auto read = books.db->each(
        "SELECT b.entry, e.kind, e.version, e.payload, b.reason FROM bill_to_book b JOIN "
        "journal_entry e ON e.entry = b.entry WHERE b.tried_at IS NULL OR b.tried_at < $1 "
        "ORDER BY b.entry LIMIT $2",
        [&](const Row& row) {
            if (auto one = read_waiting(row)) waiting.push_back(std::move(*one));
        },
        now.unix_ms - kTryAgain_ms, kAtOnce);
    if (!read) return std::unexpected{database(read.error())};
    for (const Waiting& one : waiting) {
        const auto done = book(books, one, now, random);
        if (done) {
            ++booking.booked;
            continue;
        }
        if (done.error().kind == FailureKind::environment) return std::unexpected{done.error()};
        if (auto kept = park(books, one, done.error().words, now); !kept) {
            return std::unexpected{kept.error()};
        }
        booking.parked.push_back(unbooked(one, done.error().words));
    }
    return booking;
}

Outcome<std::vector<UnbookedPayment>> unbooked_payments(pos::store::db::Connection& db,
                                                        std::int64_t limit) {
    std::vector<UnbookedPayment> found;
    const auto read = db.each(
        "SELECT b.entry, e.kind, e.version, e.payload, b.reason FROM bill_to_book b JOIN "
        "journal_entry e ON e.entry = b.entry WHERE b.reason <> '' ORDER BY b.entry LIMIT $1",
        [&](const Row& row) {
            if (auto one = read_waiting(row)) found.push_back(unbooked(*one, one->reason));
        },
        limit);
    if (!read) return std::unexpected{database(read.error())};
    return found;
}

}  // namespace app::core::billing
