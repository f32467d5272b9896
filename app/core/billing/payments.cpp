#include "app/core/billing/payments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/book_payment.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/refunds.hpp"
#include "pos/store/columns.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::Allocated;

Outcome<void> append(BillingBooks& books, const pos::journal::Event& event, pos::Instant now) {
    const auto done = books.stream->append(event, now);
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

/// By its id, or the bank's.
Outcome<pos::journal::PaymentRow> find_payment(pos::store::db::Connection& db,
                                               const std::string& payment) {
    const auto id = pos::parse_ulid(payment);
    auto found = id ? stored::payment_of(db, *id) : stored::payment_of_external_id(db, payment);
    // What is an id may be the bank's.
    if (found && !*found && id) found = stored::payment_of_external_id(db, payment);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) return refuse("There is no payment " + payment + ".");
    return std::move(**found);
}

/// A direct debit whose payment went back came back with it: else the next order would collect the
/// same again.
Outcome<void> note_debit_back(BillingBooks& books, const std::string& external_id,
                              const std::string& reason, pos::Instant now) {
    const auto id = pos::parse_ulid(external_id);
    if (!id) return {};
    const auto found = stored::debit_of(*books.db, *id);
    if (!found) return std::unexpected{failure(found.error())};
    if (!*found) return {};
    stored::Debit debit = (*found)->debit;
    const stored::DebitState was = debit.state;
    if (was != stored::DebitState::paid && was != stored::DebitState::ordered) return {};
    debit.state = stored::DebitState::returned;
    debit.said = reason;
    debit.at = now;
    const auto changed = stored::change_debit(*books.db, debit, was);
    if (!changed) return std::unexpected{database(changed.error())};
    if (!*changed) return refuse(external_id + " was changed by somebody else just now.");
    return {};
}

}  // namespace

std::vector<PaidPart> share_out(std::span<const stored::OpenItem> open,
                                std::span<const pos::Ulid> first, std::int64_t amount_minor,
                                std::span<const pos::Money> parts) {
    std::vector<PaidPart> owed;
    for (const auto& item : open) {
        if (item.open_minor > 0) owed.push_back({item, 0});
    }
    const auto place_of = [&](const PaidPart& one) {
        return static_cast<std::size_t>(std::ranges::find(first, one.of.about) - first.begin());
    };
    // Money that names nothing pays last what its customer says is not owed.
    std::ranges::stable_partition(owed, [](const auto& one) { return one.of.disputed_minor == 0; });
    std::ranges::stable_sort(owed, {}, place_of);
    std::int64_t left = amount_minor;
    for (const bool by_parts : {true, false}) {
        for (PaidPart& one : owed) {
            const std::size_t place = place_of(one);
            if (by_parts && place >= parts.size()) continue;
            const std::int64_t most = by_parts ? parts[place].minor : left;
            const std::int64_t part = std::min({left, most, one.of.open_minor - one.paid_minor});
            one.paid_minor += part;
            left -= part;
        }
    }
    std::erase_if(owed, [](const PaidPart& one) { return one.paid_minor == 0; });
    return owed;
}

Outcome<Allocated> allocation_of(BillingBooks& books, const pos::Ulid& account,
                                 const std::vector<pos::Ulid>& first, const pos::Ulid& from,
                                 pos::Money amount, pos::Instant now,
                                 const std::vector<pos::Money>& parts) {
    const auto open = stored::open_items(*books.db, account);
    if (!open) return std::unexpected{database(open.error())};
    Allocated allocated{books.when(now), books.user(), account, {}};
    const auto paid = share_out(*open, first, amount.minor, parts);
    for (const PaidPart& one : paid) {
        allocated.allocations.push_back({from, one.of.about, {one.paid_minor, amount.currency}});
    }
    return allocated;
}

Outcome<JudgedPayment> judge_payment(BillingBooks& books, const NewPayment& asked,
                                     pos::Instant now) {
    JudgedPayment judged;
    std::optional<stored::Customer> customer;
    if (!asked.account.empty()) {
        auto found = find_account(*books.db, asked.account);
        if (!found) return std::unexpected{found.error()};
        customer = std::move(*found);
    }
    std::vector<std::string> numbers = asked.also;
    if (!asked.document.empty()) numbers.insert(numbers.begin(), asked.document);
    for (const std::string& number : numbers) {
        const auto found = customer ? find_document_of(*books.db, customer->stored.account, number)
                                    : find_document(*books.db, number);
        if (!found) return std::unexpected{found.error()};
        judged.documents.push_back(found->issued.document);
        if (customer) continue;
        auto whose = stored::account_of(*books.db, found->issued.account);
        if (!whose) return std::unexpected{database(whose.error())};
        customer = std::move(*whose);
    }
    if (!customer) return misuse("Say whose payment it is: the account, or a document.");
    judged.account = std::move(customer->stored.account);
    const auto amount = pos::parse_money(asked.amount, judged.account.currency);
    if (!amount || amount->minor <= 0) {
        return misuse(Why::no_amount, asked.amount,
                      "\"" + asked.amount + "\" is no amount above zero, such as 119.00.");
    }
    judged.amount = *amount;
    const auto zone = pos::locale::Zone::open(judged.account.zone);
    const auto today = zone ? zone->local(now).date : books.office.zone.local(now).date;
    const auto on =
        asked.received_on.empty() ? std::optional{today} : pos::parse_date(asked.received_on);
    if (!on)
        return misuse(Why::no_day, asked.received_on,
                      asked.received_on + " is no day, such as 2026-12-01.");
    if (*on > today)
        return misuse(Why::to_come, asked.received_on, asked.received_on + " is still to come.");
    judged.on = *on;
    if (asked.method != "cash" && asked.method != "card" && asked.method != "bank") {
        return misuse("\"" + asked.method + "\" is none of cash, card and bank.");
    }
    const auto before = stored::payment_of_external_id(*books.db, asked.external_id);
    if (!before) return std::unexpected{database(before.error())};
    if (!*before) return judged;
    const bool same =
        (*before)->account == judged.account.id && (*before)->amount_minor == amount->minor;
    if (!same) {
        return refuse(Why::other, "id_of_another",
                      asked.external_id + " is the id of another payment.");
    }
    judged.before = (*before)->payment;
    return judged;
}

Outcome<Payment> book_payment(BillingBooks& books, const NewPayment& asked,
                              const JudgedPayment& judged, std::span<const PaidPart> paid,
                              pos::Instant now, pos::Random& random) {
    const pos::Ulid& account = judged.account.id;
    const pos::Currency currency = judged.amount.currency;
    Payment payment{pos::make_ulid(now, random), judged.account.number, judged.amount,
                    pos::zero(currency), false};
    auto done = append(books,
                       pos::journal::PaymentReceived{payment.payment, books.when(now), books.user(),
                                                     account, judged.amount, asked.method,
                                                     asked.reference, asked.external_id, judged.on},
                       now);
    if (!done) return std::unexpected{done.error()};
    Allocated allocated{books.when(now), books.user(), account, {}};
    for (const PaidPart& one : paid) {
        allocated.allocations.push_back(
            {payment.payment, one.of.about, {one.paid_minor, currency}});
        payment.allocated.minor += one.paid_minor;
    }
    if (allocated.allocations.empty()) return payment;
    if (done = append(books, allocated, now); !done) return std::unexpected{done.error()};
    return payment;
}

void PaidSoFar::note(std::span<const PaidPart> paid) {
    for (const PaidPart& one : paid) left_minor_[one.of.about] = one.of.open_minor - one.paid_minor;
}

void PaidSoFar::subtract(std::vector<stored::OpenItem>& items) const {
    for (stored::OpenItem& item : items) {
        const auto left = left_minor_.find(item.about);
        if (left != left_minor_.end()) item.open_minor = left->second;
    }
}

Outcome<Payment> take_payment(BillingBooks& books, const NewPayment& asked, pos::Instant now,
                              pos::Random& random) {
    PaidSoFar nothing;
    return take_payment(books, asked, now, random, nothing);
}

Outcome<Payment> take_payment(BillingBooks& books, const NewPayment& asked, pos::Instant now,
                              pos::Random& random, PaidSoFar& so_far) {
    const auto judged = judge_payment(books, asked, now);
    if (!judged) return std::unexpected{judged.error()};
    if (judged->before) {
        return Payment{*judged->before, judged->account.number, judged->amount,
                       pos::zero(judged->amount.currency), true};
    }
    auto open = stored::open_items(*books.db, judged->account.id);
    if (!open) return std::unexpected{database(open.error())};
    so_far.subtract(*open);
    const auto paid = share_out(*open, judged->documents, judged->amount.minor, asked.parts);
    so_far.note(paid);
    return book_payment(books, asked, *judged, paid, now, random);
}

Outcome<Payment> receive_payment(BillingBooks& books, const NewPayment& asked, pos::Instant now,
                                 pos::Random& random) {
    return in_transaction(books, [&] { return take_payment(books, asked, now, random); });
}

Outcome<void> settle(BillingBooks& books, const pos::Ulid& account, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto open = stored::open_items(*books.db, account);
        if (!open) return std::unexpected{database(open.error())};
        Allocated allocated{books.when(now), books.user(), account, {}};
        auto owed = *open;
        std::ranges::stable_partition(owed,
                                      [](const auto& item) { return item.disputed_minor == 0; });
        for (const auto& ahead : *open) {
            std::int64_t left = -ahead.open_minor;
            for (auto& item : owed) {
                if (left <= 0) break;
                if (item.open_minor <= 0 || item.currency != ahead.currency) continue;
                const std::int64_t part = std::min(left, item.open_minor);
                const auto currency = pos::store::parse_currency_text(item.currency);
                if (!currency) return refuse("Its currency " + item.currency + " is unknown.");
                allocated.allocations.push_back({ahead.about, item.about, {part, *currency}});
                item.open_minor -= part;
                left -= part;
            }
        }
        return allocated.allocations.empty() ? Outcome<void>{} : append(books, allocated, now);
    });
}

Outcome<pos::Money> write_return(BillingBooks& books, const std::string& payment,
                                 const std::string& reason, pos::Instant now) {
    const auto found = find_payment(*books.db, payment);
    if (!found) return std::unexpected{found.error()};
    const auto& row = *found;
    const auto returned = stored::was_returned(*books.db, row.payment);
    if (!returned) return std::unexpected{database(returned.error())};
    if (*returned) {
        return refuse(Why::other, "went_back", "The payment " + payment + " went back before.");
    }
    const auto parts = stored::allocations_from(*books.db, row.payment);
    if (!parts) return std::unexpected{database(parts.error())};
    Allocated undone{books.when(now), books.user(), row.account, {}};
    for (const auto& part : *parts) {
        undone.allocations.push_back({part.from, part.to, {-part.amount_minor, row.currency}});
    }
    Outcome<void> done;
    if (!undone.allocations.empty()) done = append(books, undone, now);
    const pos::Money amount{row.amount_minor, row.currency};
    if (done) {
        done = append(books,
                      pos::journal::PaymentReturned{row.payment, books.when(now), books.user(),
                                                    row.account, amount, reason},
                      now);
    }
    if (!done) return std::unexpected{done.error()};
    return amount;
}

Outcome<pos::Money> return_payment(BillingBooks& books, const std::string& payment,
                                   const std::string& reason, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        const auto found = find_payment(*books.db, payment);
        if (!found) return std::unexpected{found.error()};
        auto back = write_return(books, payment, reason, now);
        if (!back) return back;
        auto noted = note_debit_back(books, found->external_id, reason, now);
        if (!noted) return std::unexpected{noted.error()};
        return back;
    });
}

Outcome<pos::Money> write_off(BillingBooks& books, const std::string& document,
                              const std::string& reason, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<pos::Money> {
        const auto found = find_document(*books.db, document);
        if (!found) return std::unexpected{found.error()};
        if (found->open_minor <= 0) return refuse("Nothing is open of " + document + ".");
        const pos::Money amount{found->open_minor, found->issued.currency};
        auto done =
            append(books,
                   pos::journal::WrittenOff{books.when(now), books.user(), found->issued.account,
                                            found->issued.document, amount, reason},
                   now);
        if (!done) return std::unexpected{done.error()};
        return amount;
    });
}

}  // namespace app::core::billing
