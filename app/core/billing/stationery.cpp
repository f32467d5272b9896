#include "app/core/billing/stationery.hpp"

#include <algorithm>
#include <utility>

#include "app/core/billing/bill_events.hpp"
#include "app/core/billing/bill_logo.hpp"
#include "app/core/billing/charge_usage.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/line_words.hpp"
#include "app/core/invoice/chart.hpp"
#include "app/core/invoice/read_picture.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/billed_usage.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace db = pos::store::db;
using app::core::invoice::Consumption;
using app::core::invoice::Sheet;
using app::core::invoice::Words;
using pos::billing::bill::ItemKind;
using pos::billing::plan::PlanCharge;
using pos::journal::BilledCharge;
using pos::journal::DocumentLine;
using stored::StoredDocument;

/// Behind those that are shown, for a bill of a period that is not the latest.
constexpr std::size_t kPeriodsRead = 2 * app::core::invoice::kPeriodsShown;

bool is_of_usage(const DocumentLine& line) {
    const auto kind = static_cast<ItemKind>(line.kind);
    return (kind == ItemKind::usage || kind == ItemKind::late) && line.charge &&
           !line.quantity.empty() && line.from < line.to;
}

bool are_of_one_charge(const DocumentLine& a, const DocumentLine& b) {
    return a.charge->subscription == b.charge->subscription && a.charge->charge == b.charge->charge;
}

/// Whether both show the same bars: two charges for what one meter counted.
bool look_the_same(const Sheet::Chart& a, const Sheet::Chart& b) {
    return std::ranges::equal(a.bars, b.bars, [](const auto& one, const auto& other) {
        return one.label == other.label && one.figure == other.figure;
    });
}

/// Whom to ask, as the foot of the page says it.
std::string contact_of(const pos::billing::invoice::Party& seller) {
    if (!seller.contact) return {};
    const std::string& email = seller.contact->email;
    return email.empty() ? seller.contact->phone : email;
}

}  // namespace

Outcome<Stationery> Stationery::read(db::Connection& db) {
    const auto png = read_bill_logo(db);
    if (!png) return std::unexpected{png.error()};
    Stationery stationery;
    if (*png) stationery.logo_ = app::core::invoice::read_picture(**png);
    return stationery;
}

const Words& Stationery::words(const std::string& language) {
    const auto known = words_.find(language);
    if (known != words_.end()) return known->second;
    return words_.emplace(language, Words::read(language)).first->second;
}

Sheet Stationery::page(const pos::billing::invoice::Invoice& invoice, const std::string& language) {
    Sheet sheet = app::core::invoice::make_sheet(invoice, words(language));
    sheet.logo = logo_;
    return sheet;
}

Sheet Stationery::page(const pos::billing::invoice::Invoice& invoice,
                       const pos::journal::DocumentIssued& paper, const std::string& language) {
    auto in_words = invoice;
    put_in_words(in_words, paper, words(language));
    return page(in_words, language);
}

Outcome<Sheet> Stationery::page(db::Connection& db, const StoredDocument& document,
                                const pos::billing::invoice::Invoice& invoice,
                                const std::string& language) {
    Sheet sheet = page(invoice, document.issued, language);
    const Words& text = words(language);
    if (auto done = add_charts(db, document, text, sheet); !done) {
        return std::unexpected{database(done.error())};
    }
    if (auto done = add_lists(db, document, contact_of(invoice.seller), text, sheet); !done) {
        return std::unexpected{database(done.error())};
    }
    return sheet;
}

/// As the version of the plan has it that something was billed by; none if nobody knows it.
db::Result<const PlanCharge*> Stationery::charge_of(db::Connection& db, const BilledCharge& of) {
    const auto plan = plans_.find(db, of.plan, of.version);
    if (!plan) return std::unexpected{plan.error()};
    if (!*plan || of.phase >= (*plan)->phases.size()) return nullptr;
    const auto& charges = (*plan)->phases[of.phase].charges;
    const auto found = std::ranges::find(charges, of.charge, &PlanCharge::code);
    return found == charges.end() ? nullptr : &*found;
}

/// What one line's charge came to in the past, as documents say it: with what prepaid units
/// covered, for that was used as well.
db::Result<Consumption> Stationery::consumption_of(db::Connection& db,
                                                   const StoredDocument& document,
                                                   const DocumentLine& line, std::string name) {
    const auto periods = stored::billed_periods(db, {.subscription = line.charge->subscription,
                                                     .charge = line.charge->charge,
                                                     .document = document.issued.document,
                                                     .limit = kPeriodsRead});
    if (!periods) return std::unexpected{periods.error()};
    Consumption used{.name = std::move(name), .unit = line.unit, .periods = {}};
    BilledCharge of = *line.charge;
    for (const stored::BilledPeriod& one : *periods) {
        const auto quantity = pos::parse_exact(one.quantity);
        if (!quantity) continue;
        of.plan = one.plan;
        of.version = one.version;
        of.phase = one.phase;
        const auto charge = charge_of(db, of);
        if (!charge) return std::unexpected{charge.error()};
        // Seconds of the plan before are not compared with minutes, nor is what came before them:
        // the chart would show a gap between.
        if (*charge && (*charge)->unit != line.unit) {
            used.periods.clear();
            continue;
        }
        const bool here = std::ranges::any_of(document.issued.lines, [&](const DocumentLine& each) {
            return is_of_usage(each) && are_of_one_charge(each, line) && each.from == one.from;
        });
        used.periods.push_back({one.from, one.to,
                                *quantity + exact_quantity({one.prepaid_millionths}), here,
                                one.to <= document.issued.issued_on});
    }
    return used;
}

db::Result<void> Stationery::add_charts(db::Connection& db, const StoredDocument& document,
                                        const Words& words, Sheet& sheet) {
    std::vector<const DocumentLine*> seen;
    for (const DocumentLine& line : document.issued.lines) {
        if (sheet.charts.size() == kChartsMax) break;
        if (!is_of_usage(line)) continue;
        const bool again = std::ranges::any_of(
            seen, [&](const DocumentLine* one) { return are_of_one_charge(*one, line); });
        if (again) continue;
        const bool alone = std::ranges::all_of(seen, [&](const DocumentLine* one) {
            return one->charge->subscription == line.charge->subscription;
        });
        seen.push_back(&line);
        const auto charge = charge_of(db, *line.charge);
        if (!charge) return std::unexpected{charge.error()};
        std::string name = *charge ? (*charge)->name : line.name;
        // Of several contracts on one bill the later ones say which they are.
        if (!alone) name += " · " + line.charge->subscription_number;
        const auto used = consumption_of(db, document, line, std::move(name));
        if (!used) return std::unexpected{used.error()};
        auto chart = app::core::invoice::chart_of(*used, words);
        if (!chart) continue;
        const bool shown = alone && std::ranges::any_of(sheet.charts, [&](const auto& other) {
                               return look_the_same(other, *chart);
                           });
        if (!shown) sheet.charts.push_back(std::move(*chart));
    }
    return {};
}

db::Result<void> Stationery::add_lists(db::Connection& db, const StoredDocument& document,
                                       const std::string& contact, const Words& words,
                                       Sheet& sheet) {
    std::size_t room = kEventsListedMax;
    const DocumentLine* first = nullptr;  // of which something is listed
    for (const DocumentLine& line : document.issued.lines) {
        if (!is_of_usage(line)) continue;
        const auto charge = charge_of(db, *line.charge);
        if (!charge) return std::unexpected{charge.error()};
        if (!*charge || !is_of_events(**charge)) continue;
        const auto account = stored::account_of(db, line.account);
        if (!account) return std::unexpected{account.error()};
        if (!*account) continue;
        const auto zone = pos::locale::Zone::open((*account)->stored.account.zone);
        if (!zone) continue;
        auto listing = events_of(
            db,
            {.document = document, .line = line, .charge = **charge, .zone = *zone, .room = room});
        if (!listing) return std::unexpected{listing.error()};
        if (!*listing) continue;
        room -= (*listing)->events.size();
        if (!first) first = &line;
        if (first->charge->subscription != line.charge->subscription) {
            (*listing)->name += " · " + line.charge->subscription_number;
        }
        sheet.annexes.push_back(app::core::invoice::annex_of(**listing, contact, words));
    }
    return {};
}

}  // namespace app::core::billing
