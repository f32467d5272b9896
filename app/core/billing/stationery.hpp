#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/core/billing/known_plans.hpp"
#include "app/core/failure.hpp"
#include "app/core/invoice/chart.hpp"
#include "app/core/invoice/sheet.hpp"
#include "pos/billing/invoice/invoice.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// So many calls and events one bill lists.
inline constexpr std::size_t kEventsListedMax = 500;
/// So many charts one bill has.
inline constexpr std::size_t kChartsMax = 4;

/// What the pages of bills have beside what the bills say: the logo, charts of what was used, lists
/// of calls and events. What all bills of a run have in common is read and decoded once: logo,
/// words, plans.
///
/// threads: that of the connection
class Stationery {
public:
    static Outcome<Stationery> read(pos::store::db::Connection& db);
    Stationery(Stationery&&) = default;
    Stationery& operator=(Stationery&&) = default;
    ~Stationery() = default;

    /// requires: "en" or "de"
    const invoice::Words& words(const std::string& language);

    /// A reminder or a statement: with the logo.
    invoice::Sheet page(const pos::billing::invoice::Invoice& invoice, const std::string& language);

    /// A quote, whose lines were written as `paper` has them: in words too.
    invoice::Sheet page(const pos::billing::invoice::Invoice& invoice,
                        const pos::journal::DocumentIssued& paper, const std::string& language);

    /// A bill of the books, with what was used and how it came about.
    Outcome<invoice::Sheet> page(pos::store::db::Connection& db,
                                 const pos::store::billing::StoredDocument& document,
                                 const pos::billing::invoice::Invoice& invoice,
                                 const std::string& language);

private:
    Stationery() = default;
    pos::store::db::Result<const pos::billing::plan::PlanCharge*> charge_of(
        pos::store::db::Connection& db, const pos::journal::BilledCharge& of);
    pos::store::db::Result<invoice::Consumption> consumption_of(
        pos::store::db::Connection& db, const pos::store::billing::StoredDocument& document,
        const pos::journal::DocumentLine& line, std::string name);
    pos::store::db::Result<void> add_charts(pos::store::db::Connection& db,
                                            const pos::store::billing::StoredDocument& document,
                                            const invoice::Words& words, invoice::Sheet& sheet);
    pos::store::db::Result<void> add_lists(pos::store::db::Connection& db,
                                           const pos::store::billing::StoredDocument& document,
                                           const std::string& contact, const invoice::Words& words,
                                           invoice::Sheet& sheet);

    std::shared_ptr<const invoice::Picture> logo_;
    std::map<std::string, invoice::Words> words_;
    KnownPlans plans_;
};

}  // namespace app::core::billing
