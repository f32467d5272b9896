#include "app/office/billing_chores.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "app/core/billing/alerts.hpp"
#include "app/core/billing/asked_payment.hpp"
#include "app/core/billing/bill_daily.hpp"
#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/collect_charges.hpp"
#include "app/core/billing/early_bills.hpp"
#include "app/core/billing/expire_daily.hpp"
#include "app/core/billing/leases.hpp"
#include "app/core/billing/remind_daily.hpp"
#include "app/core/billing/send_daily.hpp"
#include "app/core/billing/service_orders.hpp"

namespace app::office {

namespace {

using core::Outcome;
using core::billing::Serving;

/// Other chores wait for letters no longer than that.
constexpr std::chrono::seconds kSending{5};
/// Nor for a payment provider that is slow: the rest is charged the next time.
constexpr std::chrono::seconds kCharging{30};
/// A mail server that cannot be reached is asked again after so long.
constexpr std::int64_t kSendAgain_ms = 5 * 60'000;
/// Tills of rules are looked at once in so long: their wallets may be empty for days.
constexpr std::int64_t kLeaseAgain_ms = 60'000;

}  // namespace

BillingChores::BillingChores(Parts parts)
    : parts_{std::move(parts)}, holder_{pos::make_ulid(parts_.clock.now(), parts_.random)} {}

void BillingChores::do_daily(const GoOn& go_on) {
    serve(go_on, "The bills of the day are not made", &BillingChores::bill);
    serve(go_on, "Nobody is reminded of what is overdue", &BillingChores::remind);
    serve(go_on, "Credit that has expired is not booked", &BillingChores::expire);
    serve(go_on, "Nobody is billed early", &BillingChores::bill_early);
    const auto until = std::chrono::steady_clock::now() + kCharging;
    serve([&] { return std::chrono::steady_clock::now() < until && go_on(); },
          "Nobody's card is charged", &BillingChores::charge);
    serve(go_on, "Services are not switched", &BillingChores::order);
    serve(go_on, "Tills are not given credit", &BillingChores::lease);
    serve(go_on, "Tills are not told to whom bills are transferred", &BillingChores::tell_payee);
    // By the mail server that bills go by.
    if (parts_.clock.now().unix_ms < send_again_.unix_ms) return;
    serve(go_on, "Nobody is told of their usage", &BillingChores::alert);
}

bool BillingChores::send(const GoOn& go_on) {
    if (parts_.clock.now().unix_ms < send_again_.unix_ms) return false;
    const auto until = std::chrono::steady_clock::now() + kSending;
    bool more = false;
    serve(
        [&] {
            more = std::chrono::steady_clock::now() > until;
            return !more && go_on();
        },
        "Bills are not sent by e-mail", &BillingChores::post);
    if (!more) tell_sent();
    return more;
}

void BillingChores::book() {
    serve([] { return true; }, "Payments at tills are not booked", &BillingChores::book_payments);
}

Outcome<void> BillingChores::bill(const Serving& serving) {
    const auto billed = core::billing::bill_if_due(serving);
    if (!billed) return std::unexpected{billed.error()};
    if (!*billed) return {};
    const auto& report = **billed;
    parts_.tell(fmt::format("Bills of the day: {} due, {} invoiced, {} credited, {} parked.",
                            report.due, report.invoices, report.credit_notes,
                            report.parked.size()));
    return {};
}

Outcome<void> BillingChores::bill_early(const Serving& serving) {
    const auto billed = core::billing::bill_early_if_due(serving);
    if (!billed) return std::unexpected{billed.error()};
    if (*billed && (*billed)->invoices > 0) {
        parts_.tell(fmt::format("Bills before the end of a period: {}.", (*billed)->invoices));
    }
    return {};
}

Outcome<void> BillingChores::remind(const Serving& serving) {
    const auto reminded = core::billing::remind_if_due(serving);
    if (!reminded) return std::unexpected{reminded.error()};
    if (!*reminded) return {};
    for (const auto& one : (*reminded)->refused) {
        parts_.tell(fmt::format("{} is not reminded of, and is tried again tomorrow: {}",
                                one.number, one.why));
    }
    if (!(*reminded)->given.empty())
        parts_.tell(fmt::format("Reminders of the day: {} given.", (*reminded)->given.size()));
    return {};
}

Outcome<void> BillingChores::expire(const Serving& serving) {
    const auto expired = core::billing::expire_if_due(serving);
    if (!expired) return std::unexpected{expired.error()};
    if (*expired)
        parts_.tell(fmt::format("Lots of credit that have expired and are booked: {}.", **expired));
    return {};
}

Outcome<void> BillingChores::alert(const Serving& serving) {
    const auto told = core::billing::tell_alerts_if_due(serving);
    if (!told) return std::unexpected{told.error()};
    if (!*told) return {};
    const auto& report = **told;
    for (const auto& sentence : report.failed) parts_.tell(sentence);
    if (report.reached + report.sent + report.unknown > 0) {
        parts_.tell(fmt::format("Alerts: {} reached, {} told, {} told later, {} unknown.",
                                report.reached, report.sent, report.later, report.unknown));
    }
    return reached_or_not(report.unreachable);
}

Outcome<void> BillingChores::order(const Serving& serving) {
    const auto sent = core::billing::send_orders_if_due(serving);
    if (!sent) return std::unexpected{sent.error()};
    if (!*sent) return {};
    const auto& report = **sent;
    for (const auto& sentence : report.failed) parts_.tell(sentence);
    if (report.done > 0) parts_.tell(fmt::format("Orders of services: {} given.", report.done));
    if (report.unreachable.empty()) return {};
    return std::unexpected{
        core::Failure{core::FailureKind::environment,
                      "who switches them cannot be reached: " + report.unreachable + "."}};
}

Outcome<void> BillingChores::charge(const Serving& serving) {
    const auto charged = core::billing::collect_if_due(serving);
    if (!charged) return std::unexpected{charged.error()};
    if (!*charged) return {};
    const auto& report = **charged;
    for (const auto& sentence : report.stopped) parts_.tell(sentence);
    if (report.paid + report.declined + report.unclear > 0) {
        parts_.tell(
            fmt::format("Charged at the payment provider: {} paid, {} declined, {} unknown.",
                        report.paid, report.declined, report.unclear));
    }
    if (report.unreachable.empty()) return {};
    return std::unexpected{
        core::Failure{core::FailureKind::environment,
                      "the payment provider cannot be reached: " + report.unreachable + "."}};
}

Outcome<void> BillingChores::lease(const Serving& serving) {
    const pos::Instant now = serving.clock.now();
    if (now.unix_ms < lease_again_.unix_ms) return {};
    lease_again_ = {now.unix_ms + kLeaseAgain_ms};
    const auto due = core::billing::has_leases_to_fill(serving.db);
    if (!due) return std::unexpected{due.error()};
    if (!*due) return {};
    auto books =
        core::billing::BillingBooks::open(serving.where, serving.store, "", now, serving.random);
    if (!books) return std::unexpected{books.error()};
    const auto granted = core::billing::fill_leases(*books, now, serving.random);
    if (!granted) return std::unexpected{granted.error()};
    return {};
}

Outcome<void> BillingChores::tell_payee(const Serving& serving) {
    return core::billing::tell_tills_payee(serving.db);
}

Outcome<void> BillingChores::reached_or_not(const std::string& why) {
    if (why.empty()) return {};
    send_again_ = {parts_.clock.now().unix_ms + kSendAgain_ms};
    return std::unexpected{core::Failure{core::FailureKind::environment,
                                         "the mail server cannot be reached: " + why + "."}};
}

Outcome<void> BillingChores::post(const Serving& serving) {
    auto sent = core::billing::send_if_due(serving);
    if (!sent) return std::unexpected{sent.error()};
    if (!*sent) return {};
    core::billing::EmailReport& report = **sent;
    sent_.sent += report.sent;
    sent_.later += report.later;
    sent_.unknown += report.unknown;
    for (auto& one : report.failed) sent_.failed.push_back(std::move(one));
    return reached_or_not(report.unreachable);
}

Outcome<void> BillingChores::book_payments(const Serving& serving) {
    const pos::Instant now = serving.clock.now();
    const auto due = core::billing::has_till_payments(serving.db, now);
    if (!due) return std::unexpected{due.error()};
    if (!*due) return {};
    auto books =
        core::billing::BillingBooks::open(serving.where, serving.store, "", now, serving.random);
    if (!books) return std::unexpected{books.error()};
    const auto booked = core::billing::book_till_payments(*books, now, serving.random);
    if (!booked) return std::unexpected{booked.error()};
    for (const auto& one : booked->parked) {
        if (!one.reading.empty()) {
            parts_.tell(fmt::format(
                "A meter that was read at a till, {}, is no usage yet and is tried again: {}",
                one.reading, one.why.words));
            continue;
        }
        if (one.leased) {
            parts_.tell(fmt::format(
                "Credit that a till had, entry {}, is not booked yet and is tried again: {}",
                one.entry, one.why.words));
            continue;
        }
        parts_.tell(
            fmt::format("A payment at a till, receipt {}, is in no books and is tried again: {}",
                        one.number, one.why.words));
    }
    return {};
}

void BillingChores::serve(const GoOn& go_on, const char* trouble,
                          Outcome<void> (BillingChores::*chore)(const Serving&)) {
    parts_.pool.with_connection([&](pos::store::db::Connection& db) {
        const auto done = (this->*chore)({.db = db,
                                          .where = parts_.db,
                                          .store = parts_.store,
                                          .holder = holder_,
                                          .go_on = go_on,
                                          .clock = parts_.clock,
                                          .random = parts_.random});
        tell_trouble(trouble, done ? std::string{} : done.error().words);
        // A connection that answers nothing is not lent again.
        return syncing::server::Response{.status = done ? 200 : 503};
    });
}

void BillingChores::tell_trouble(const char* what, const std::string& words) {
    std::string& told = troubles_[what];
    if (words != told && !words.empty()) {
        parts_.tell(fmt::format("{}, and this is tried again: {}", what, words));
    }
    told = words;
}

void BillingChores::tell_sent() {
    const auto report = std::exchange(sent_, {});
    for (const auto& one : report.failed) {
        parts_.tell(fmt::format("{}{} did not arrive: {}.", one.number,
                                one.recipient.empty() ? "" : " to " + one.recipient, one.why));
    }
    if (report.sent + report.later + report.unknown > 0 || !report.failed.empty()) {
        parts_.tell(fmt::format("E-mails: {} sent, {} tried again later, {} failed, {} unknown.",
                                report.sent, report.later, report.failed.size(), report.unknown));
    }
    if (report.unknown > 0) {
        parts_.tell(
            "Of the unknown ones nobody knows whether they arrived: look at `counterfoil deliver "
            "list --state unknown`, ask, and send again with `counterfoil deliver again NUMBER`.");
    }
}

}  // namespace app::office
