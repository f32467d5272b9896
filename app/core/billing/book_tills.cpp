#include "app/core/billing/book_tills.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <variant>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/lease_books.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/till_readings.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/journal/codec.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/account_content.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::CreditGivenUp;
using pos::journal::CreditUsed;
using pos::journal::MeterRead;
using pos::journal::SaleRecord;
using pos::store::db::Row;

constexpr std::int64_t kTryAgain_ms = 600'000;
constexpr std::int64_t kAtOnce = 500;

/// A payment, what a counter showed, or what a till did with credit that it had.
struct Waiting {
    std::int64_t entry{0};
    pos::Instant at{};
    Failure why;
    std::variant<SaleRecord, MeterRead, CreditUsed, CreditGivenUp> what;
};

constexpr std::string_view kWaiting =
    "SELECT b.entry, e.kind, e.version, e.payload, b.reason, e.at FROM bill_to_book b JOIN "
    "journal_entry e ON e.entry = b.entry WHERE ";

/// Why something waits, as it is kept: the words, then on lines of their own what is the matter
/// and what it is about, for pages in another language.
std::string kept_of(const Failure& why) {
    if (why.why == Why::other && why.about.empty()) return why.words;
    return fmt::format("{}\n{}\n{}", why.words, name_of(why.why), why.about);
}

Failure failure_kept(std::string_view kept) {
    Failure why{FailureKind::refused, std::string{kept}};
    const auto first = kept.find('\n');
    const auto second = first == kept.npos ? kept.npos : kept.find('\n', first + 1);
    if (second == kept.npos) return why;
    const auto named = why_named(kept.substr(first + 1, second - first - 1));
    if (!named) return why;
    why.words.resize(first);
    why.why = *named;
    why.about = kept.substr(second + 1);
    return why;
}

/// A row of kWaiting.
std::optional<Waiting> read_waiting(const Row& row) {
    auto event =
        pos::journal::decode(row.get<std::uint16_t>(1), row.get<std::uint16_t>(2), row.bytes(3));
    if (!event) return std::nullopt;
    Waiting one{row.integer(0), row.get<pos::Instant>(5), failure_kept(row.text(4)), {}};
    if (auto* read = std::get_if<MeterRead>(&*event)) {
        one.what = std::move(*read);
        return one;
    }
    if (auto* used = std::get_if<CreditUsed>(&*event)) {
        one.what = std::move(*used);
        return one;
    }
    if (auto* given_up = std::get_if<CreditGivenUp>(&*event)) {
        one.what = std::move(*given_up);
        return one;
    }
    auto* record = pos::journal::ticket_of(*event);
    if (record == nullptr || !record->bill) return std::nullopt;
    one.what = std::move(*record);
    return one;
}

std::string name_of_entry(std::int64_t entry) {
    const auto key = pos::store::entry_key(entry);
    return std::to_string(key.journal) + "/" + std::to_string(key.seq);
}

Unbooked unbooked_of(const Waiting& one, Failure why) {
    Unbooked told;
    told.entry = name_of_entry(one.entry);
    told.why = std::move(why);
    if (const auto* read = std::get_if<MeterRead>(&one.what)) {
        told.account = read->account_number;
        told.reading = words_of(*read);
        told.read = *read;
        return told;
    }
    if (const auto* used = std::get_if<CreditUsed>(&one.what)) {
        told.account = used->account_number;
        told.amount = used->total();
        told.leased = true;
        return told;
    }
    if (std::holds_alternative<CreditGivenUp>(one.what)) {
        told.leased = true;
        return told;
    }
    const auto& record = std::get<SaleRecord>(one.what);
    told.number = record.number;
    told.account = record.bill->account_number;
    told.amount = record.total;
    told.credit = record.bill->top_up.has_value();
    return told;
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

/// The account that it is for.
Outcome<pos::customer::Account> paid_account(BillingBooks& books, const SaleRecord& record) {
    const auto& bill = *record.bill;
    auto whose = stored::account_of(*books.db, bill.account);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) {
        return refuse(
            Why::no_account, bill.account_number,
            "No account here has the number " + bill.account_number + " that the till knew it by.");
    }
    auto& account = (*whose)->stored.account;
    if (account.currency != record.currency) {
        return refuse(Why::other, "not_in_its_currency",
                      "Account " + account.number + " is not in the currency that was paid.");
    }
    return std::move(account);
}

std::string till_id_of(const SaleRecord& record) {
    return std::string{pos::store::feed::kTillPayment} + to_string(record.sale);
}

/// A till's clock may be ahead of the books', or its day may not have begun yet in the account's
/// zone: then it was today, which is empty.
std::string till_day_of(const SaleRecord& record, pos::Date today) {
    const pos::Date on = record.when.local.date;
    return on <= today ? to_string(on) : std::string{};
}

/// The payment as the books take it: for those of the bills that are the account's here.
Outcome<NewPayment> payment_of(BillingBooks& books, const SaleRecord& record,
                               const pos::customer::Account& account) {
    const auto& bill = *record.bill;
    NewPayment payment;
    payment.account = account.number;
    payment.amount = pos::to_string(record.total);
    payment.method = method_of(record);
    payment.reference = record.number;
    payment.external_id = till_id_of(record);
    for (const auto& paid : bill.bills) {
        const auto document = stored::document_of(*books.db, paid.document);
        if (!document) return std::unexpected{failure(document.error())};
        if (!*document || (*document)->issued.account != account.id) continue;
        payment.also.push_back((*document)->issued.number);
        payment.parts.push_back(paid.paid);
    }
    return payment;
}

/// Credit that was bought: a lot, and the payment of it alone.
Outcome<void> take_top_up(BillingBooks& books, const SaleRecord& record,
                          const pos::customer::Account& account, pos::Instant now,
                          pos::Random& random) {
    NewLot lot;
    lot.account = account.number;
    lot.amount = pos::to_string(record.bill->top_up->amount);
    lot.method = method_of(record);
    lot.reference = record.number;
    lot.external_id = till_id_of(record);
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) {
        return refuse(Why::other, "zone_unknown", "The zone " + account.zone + " is unknown.");
    }
    lot.received_on = till_day_of(record, zone->local(now).date);
    const auto granted = write_credit(books, lot, now, random);
    if (!granted) return std::unexpected{granted.error()};
    return {};
}

Outcome<void> take_ticket(BillingBooks& books, const SaleRecord& record, pos::Instant now,
                          pos::Random& random) {
    const auto account = paid_account(books, record);
    if (!account) return std::unexpected{account.error()};
    if (record.bill->top_up) return take_top_up(books, record, *account, now, random);
    auto payment = payment_of(books, record, *account);
    if (!payment) return std::unexpected{payment.error()};
    payment->received_on = till_day_of(record, books.when(now).business_date);
    const auto taken = take_payment(books, *payment, now, random);
    if (!taken) return std::unexpected{taken.error()};
    return {};
}

Outcome<void> book(BillingBooks& books, const Waiting& one, pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<void> {
        // Whoever else books waits for the books, and finds nothing left of it then.
        const auto left = books.db->exec("DELETE FROM bill_to_book WHERE entry = $1", one.entry);
        if (!left) return std::unexpected{database(left.error())};
        if (*left == 0) return {};
        if (const auto* read = std::get_if<MeterRead>(&one.what)) {
            return take_till_reading(books, *read, one.at, read->sure, now);
        }
        if (const auto* used = std::get_if<CreditUsed>(&one.what)) {
            return take_credit_used(books, *used, now, random);
        }
        if (const auto* given_up = std::get_if<CreditGivenUp>(&one.what)) {
            return take_credit_given_up(books, *given_up, now, random);
        }
        return take_ticket(books, std::get<SaleRecord>(one.what), now, random);
    });
}

Outcome<void> park(BillingBooks& books, const Waiting& one, const Failure& why, pos::Instant now) {
    const auto kept =
        books.db->exec("UPDATE bill_to_book SET reason = $2, tried_at = $3 WHERE entry = $1",
                       one.entry, kept_of(why), now);
    if (!kept) return std::unexpected{database(kept.error())};
    return {};
}

/// What waits under that entry, if it is of that kind.
template <class T>
Outcome<std::optional<Waiting>> waiting_one(BillingBooks& books, const std::string& entry) {
    std::optional<Waiting> found;
    const auto read = books.db->each(std::string{kWaiting} + "b.reason <> '' ORDER BY b.entry",
                                     [&](const Row& row) {
                                         if (name_of_entry(row.integer(0)) != entry) return true;
                                         auto one = read_waiting(row);
                                         if (one && std::holds_alternative<T>(one->what))
                                             found = std::move(*one);
                                         return false;
                                     });
    if (!read) return std::unexpected{database(read.error())};
    return found;
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
        std::string{kWaiting} + "b.tried_at IS NULL OR b.tried_at < $1 ORDER BY b.entry LIMIT $2",
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
        if (auto kept = park(books, one, done.error(), now); !kept) {
            return std::unexpected{kept.error()};
        }
        booking.parked.push_back(unbooked_of(one, done.error()));
    }
    return booking;
}

Outcome<std::vector<Unbooked>> unbooked(pos::store::db::Connection& db, std::int64_t limit) {
    std::vector<Unbooked> found;
    const auto read = db.each(
        std::string{kWaiting} + "b.reason <> '' ORDER BY b.entry LIMIT $1",
        [&](const Row& row) {
            if (auto one = read_waiting(row)) found.push_back(unbooked_of(*one, one->why));
        },
        limit);
    if (!read) return std::unexpected{database(read.error())};
    return found;
}

Outcome<WaitingReading> waiting_reading(BillingBooks& books, const std::string& entry) {
    auto found = waiting_one<MeterRead>(books, entry);
    if (!found) return std::unexpected{found.error()};
    if (!*found) {
        return refuse(Why::other, "no_waiting_reading",
                      "No reading of a till's waits under " + entry + ": counterfoil attention.");
    }
    auto& one = **found;
    return WaitingReading{one.entry, std::get<MeterRead>(std::move(one.what)), one.at};
}

Outcome<WaitingCredit> waiting_credit(BillingBooks& books, const std::string& entry) {
    auto found = waiting_one<CreditUsed>(books, entry);
    if (!found) return std::unexpected{found.error()};
    if (!*found) {
        return refuse(
            Why::other, "no_waiting_credit",
            "No credit that a till spent waits under " + entry + ": counterfoil attention.");
    }
    return WaitingCredit{(*found)->entry, std::get<CreditUsed>(std::move((*found)->what))};
}

}  // namespace app::core::billing
