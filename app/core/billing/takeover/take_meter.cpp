#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/reading_usage.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/takeover/take_row.hpp"
#include "pos/locale/fold.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing::takeover {

namespace {

namespace stored = pos::store::billing;

Outcome<NewCounter> read(Taking& taking, const Row& row) {
    NewCounter counter;
    counter.point = row.text("point", taking.how);
    counter.meter = pos::locale::fold(row.text("meter", taking.how));
    counter.serial = row.text("serial", taking.how);
    auto at = date_of(taking, row, "at");
    if (!at) return std::unexpected{at.error()};
    counter.at = std::move(*at);
    for (const auto& [field, to] :
         {std::pair{"figure", &counter.figure}, std::pair{"multiplier", &counter.multiplier}}) {
        auto figure = figure_of(taking, row, field);
        if (!figure) return std::unexpected{figure.error()};
        if (!figure->empty()) *to = std::move(*figure);
    }
    for (const auto& [field, to] :
         {std::pair{"digits", &counter.digits}, std::pair{"decimals", &counter.decimals}}) {
        const auto count = count_of(taking, row, field, *to);
        if (!count) return std::unexpected{count.error()};
        *to = *count;
    }
    // A face of more decimals than anybody said, where its figure has them.
    const auto point = counter.figure.find('.');
    if (row.text("decimals", taking.how).empty() && point != std::string::npos) {
        counter.decimals = static_cast<unsigned>(counter.figure.size() - point - 1);
    }
    return counter;
}

/// Lets the point count for the contract that the row names; whether that is new.
Outcome<bool> give_to(Taking& taking, const NewCounter& counter, const std::string& contract) {
    if (contract.empty()) return false;
    const auto found = stored::subscription_of_number(*taking.books.db, contract);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) {
        return taking.refuse("contract", Reason::no_contract, contract,
                             "No contract has the number " + contract + ".");
    }
    return give_point(taking, "contract", counter.point, **found);
}

/// The counter that is there, if it is the one that the row means.
Outcome<CustomerPut> compare(Taking& taking, const NewCounter& counter,
                             const pos::billing::meter::Installed& there) {
    if (there.counter.serial != counter.serial) {
        return taking.refuse("serial", Reason::counter_there, there.counter.serial,
                             "Meter " + there.counter.serial + " stands at " + counter.point +
                                 ": exchange it, or give the number of that one.");
    }
    const auto zone = zone_of_point(taking.books, counter.point);
    if (!zone) return std::unexpected{zone.error()};
    const auto at = read_time(counter.at, *zone);
    if (!at) return std::unexpected{at.error()};
    const auto figure = pos::parse_exact(counter.figure);
    const auto& first = there.readings.front();
    if (first.at != *at || !figure || first.figure != *figure) {
        return taking.refuse(
            "", Reason::differs, counter.serial,
            "Meter " + counter.serial + " is there already, with another first reading.");
    }
    return CustomerPut::unchanged;
}

}  // namespace

Outcome<CustomerPut> take_meter(Taking& taking, const Row& row) {
    const auto counter = read(taking, row);
    if (!counter) return std::unexpected{counter.error()};
    const auto given = give_to(taking, *counter, row.text("contract", taking.how));
    if (!given) return std::unexpected{given.error()};
    const auto there = stored::register_of(*taking.books.db, counter->point, counter->meter);
    if (!there) return std::unexpected{database(there.error())};
    if (*there && !(*there)->counters.back().removed) {
        auto same = compare(taking, *counter, (*there)->counters.back());
        return same && *given ? CustomerPut::changed : same;
    }
    const auto fitted = write_counter(taking.books, *counter, taking.now, taking.random);
    if (!fitted) return std::unexpected{fitted.error()};
    return CustomerPut::added;
}

}  // namespace app::core::billing::takeover
