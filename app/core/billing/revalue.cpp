#include "app/core/billing/revalue.hpp"

#include <algorithm>
#include <utility>

#include "app/core/billing/exchange.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "pos/billing/exchange.hpp"
#include "pos/journal/exchange.hpp"
#include "pos/store/billing/exchange.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::Converted;

pos::Ulid revaluation_of(const RevaluedCurrency& one, pos::Date on) {
    return id_of({"revaluation", code_of(one.currency), to_string(on)});
}

/// Puts what is held of each currency together, and what it is worth by the rate of the day.
Outcome<std::vector<RevaluedCurrency>> weigh_held(BillingBooks& books, pos::Date on) {
    const pos::Currency own = books.office.journal.currency;
    const auto held = stored::held_on(*books.db, on, own);
    if (!held) return std::unexpected{database(held.error())};
    std::vector<RevaluedCurrency> found;
    for (const stored::Held& one : *held) {
        if (one.held_minor == 0 && one.books_minor == 0) continue;
        if (found.empty() || found.back().currency != one.currency) {
            const auto rate = stored::rate_on(*books.db, one.currency, on);
            if (!rate) return std::unexpected{database(rate.error())};
            if (!*rate) {
                return refuse("Nobody has said what " + std::string{code_of(one.currency)} +
                              " is worth by then: counterfoil rate put");
            }
            found.push_back({one.currency, (*rate)->rate, (*rate)->on, {}, zero(own), false});
        }
        RevaluedCurrency& of = found.back();
        const pos::Money amount{one.held_minor, one.currency};
        const auto worth = pos::billing::in_books(amount, rate_of(of.rate), own);
        if (!worth) return refuse("What is held comes to more than the books can say.");
        const pos::Money stands{one.books_minor, own};
        of.books.push_back({one.book, amount, stands, *worth});
        of.difference += *worth - stands;
    }
    for (RevaluedCurrency& one : found) {
        const auto before = stored::exchange_of(*books.db, revaluation_of(one, on));
        if (!before) return std::unexpected{database(before.error())};
        one.already = before->has_value();
    }
    return found;
}

/// The difference of each book, and what faces them all; the other way round where it is reversed.
Converted posting_of(const BillingBooks& books, const RevaluedCurrency& one, pos::Date on,
                     bool reversed, pos::Instant now) {
    Converted said;
    said.when = books.when(now);
    said.user = books.user();
    said.about = revaluation_of(one, on);
    said.on = reversed ? pos::Date{on.days + 1} : on;
    said.rate_on = one.rate_on;
    // The rate is kept with the posting, once.
    if (!reversed) said.rate = one.rate;
    const auto add = [&](pos::journal::Book book, pos::Money difference) {
        if (difference.minor == 0) return;
        said.parts.push_back({static_cast<std::uint8_t>(book), said.about, std::nullopt,
                              zero(one.currency), reversed ? -difference : difference});
    };
    for (const RevaluedBook& each : one.books) {
        add(pos::journal::kRevaluationBook, each.worth - each.books);
    }
    add(pos::journal::kUnrealisedBook, -one.difference);
    return said;
}

Outcome<void> post(BillingBooks& books, const RevaluedCurrency& one, pos::Date on,
                   pos::Instant now) {
    for (const bool reversed : {false, true}) {
        Converted said = posting_of(books, one, on, reversed, now);
        if (said.parts.empty()) return {};
        const auto done = books.stream->append(std::move(said), now);
        if (!done) return std::unexpected{failure(done.error())};
    }
    return {};
}

}  // namespace

Outcome<RevaluationReport> revalue(BillingBooks& books, const std::string& at, bool dry_run,
                                   pos::Instant now) {
    const auto on = pos::parse_date(at);
    if (!on) return misuse(Why::no_day, at, at + " is no day, such as 2026-12-31.");
    if (*on > books.office.zone.local(now).date) {
        return misuse(Why::to_come, at, at + " is still to come.");
    }
    const pos::Currency own = books.office.journal.currency;
    RevaluationReport report{.on = *on,
                             .reversed_on = pos::Date{on->days + 1},
                             .currencies = {},
                             .without_rate = {},
                             .difference = zero(own),
                             .dry_run = dry_run};
    const auto work = [&]() -> Outcome<void> {
        auto weighed = weigh_held(books, *on);
        if (!weighed) return std::unexpected{weighed.error()};
        for (const RevaluedCurrency& one : *weighed) {
            if (one.already) continue;
            report.difference += one.difference;
            if (dry_run) continue;
            if (auto done = post(books, one, *on, now); !done) return done;
        }
        report.currencies = std::move(*weighed);
        return {};
    };
    const Outcome<void> done = dry_run ? work() : in_transaction(books, work);
    if (!done) return std::unexpected{done.error()};
    auto without = stored::unconverted(*books.db, own);
    if (!without) return std::unexpected{failure(without.error())};
    report.without_rate = std::move(*without);
    return report;
}

}  // namespace app::core::billing
