#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "app/core/billing/bill_run.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/trades/audit.hpp"
#include "app/core/trades/business.hpp"
#include "app/core/trades/payers.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::trades {

namespace {

namespace stored = pos::store::billing;

constexpr std::int32_t kMorning = 6 * 3'600;
constexpr std::int32_t kNight = 23 * 3'600;

std::unique_ptr<Business> business_of(Trade trade) {
    switch (trade) {
        case Trade::utility:
            return make_utility();
        case Trade::telecom:
            return make_telecom();
        case Trade::subscription:
            return make_subscriptions();
        case Trade::shop:
            return make_shop();
    }
    return make_utility();
}

pos::Date months_before(pos::Date day, std::uint32_t months) {
    const auto at = split(day);
    const int count = at.year * 12 + static_cast<int>(at.month) - 1 - static_cast<int>(months);
    return pos::make_date(count / 12, static_cast<unsigned>(count % 12) + 1, 1);
}

class Life {
public:
    Life(Desk& desk, const TradeOptions& options)
        : desk_{desk}, options_{options}, business_{business_of(options.trade)} {}

    Outcome<void> live(pos::Date first, pos::Date last);
    std::vector<std::string> meters() const { return business_->meters(); }

private:
    std::string number_of(std::uint32_t account) const {
        return fmt::format("{}{:06}", business_->letter(), account + 1);
    }
    Outcome<void> is_new();
    Outcome<void> is_for_trying();
    Outcome<void> plan_joins(pos::Date first, pos::Date last);
    Outcome<void> welcome_today();
    Outcome<void> let_go();
    Outcome<void> bill();
    Outcome<std::int64_t> count_new_documents();
    Outcome<void> read_new_documents();

    Desk& desk_;
    const TradeOptions& options_;
    std::unique_ptr<Business> business_;
    Payers payers_;
    std::vector<Customer> customers_;
    std::vector<pos::Date> joins_;  // of those who are still to come, the next one last
    std::int64_t documents_{0};     // that were looked at
};

Outcome<void> Life::is_new() {
    const auto known = stored::account_of_number(*desk_.books().db, number_of(0));
    if (!known) return std::unexpected{failure(pos::store::to_store_error(known.error()))};
    if (!*known) return {};
    return refuse(Why::taken, number_of(0),
                  fmt::format("This trade was lived here before: there is an account {}. Make "
                              "another office with office init.",
                              number_of(0)));
}

/// A number that some trade gives to its customers: "U000001".
bool is_made_up(std::string_view number) {
    if (number.size() != 7 ||
        !std::ranges::all_of(number.substr(1), [](char c) { return c >= '0' && c <= '9'; })) {
        return false;
    }
    constexpr std::array kTrades{Trade::utility, Trade::telecom, Trade::subscription, Trade::shop};
    return std::ranges::any_of(
        kTrades, [&](Trade trade) { return business_of(trade)->letter() == number.front(); });
}

/// Documents draw numbers of the office's own series, and the bills of everybody are run.
Outcome<void> Life::is_for_trying() {
    if (options_.sure) return {};
    std::string other;
    const auto done = desk_.books().db->each("SELECT number FROM billing_account ORDER BY number",
                                             [&](const pos::store::db::Row& row) {
                                                 if (other.empty() && !is_made_up(row.text(0)))
                                                     other = row.text(0);
                                             });
    if (!done) return std::unexpected{failure(pos::store::to_store_error(done.error()))};
    if (other.empty()) return {};
    return refuse(
        fmt::format("This office has customers of its own, account {} among them: made-up "
                    "invoices would take numbers of theirs. Make another office with "
                    "office init, or say --sure.",
                    other));
}

/// Seven in ten are there from the first week on, the others come later.
Outcome<void> Life::plan_joins(pos::Date first, pos::Date last) {
    const auto all = static_cast<std::uint64_t>(std::max(1, last.days - first.days - 10));
    for (std::uint32_t i = 0; i < options_.accounts; ++i) {
        const std::uint64_t within = i == 0 || desk_.chance(70) ? 7 : all;
        joins_.push_back({first.days + static_cast<std::int32_t>(desk_.random().below(within))});
    }
    std::ranges::sort(joins_, std::greater{});
    return {};
}

Outcome<void> Life::welcome_today() {
    while (!joins_.empty() && joins_.back() <= desk_.day()) {
        joins_.pop_back();
        Customer customer;
        customer.account = number_of(static_cast<std::uint32_t>(customers_.size()));
        const char* const firm = options_.trade == Trade::shop           ? "& Sons"
                                 : options_.trade == Trade::subscription ? "Studio"
                                                                         : "";
        auto done = desk_.welcome(customer, firm);
        if (done) done = business_->join(desk_, customer);
        if (!done) return done;
        customers_.push_back(std::move(customer));
    }
    return {};
}

/// Some two in a hundred a month.
Outcome<void> Life::let_go() {
    for (Customer& customer : customers_) {
        if (customer.has_left || customer.is_paused || desk_.random().below(1'500) != 0) continue;
        if (desk_.day().days - customer.joined.days < 45) continue;
        if (auto done = business_->leave(desk_, customer); !done) return done;
        customer.has_left = true;
        ++desk_.report().left;
    }
    return {};
}

Outcome<void> Life::bill() {
    billing::BillRunOptions run;
    run.as_of = desk_.day();
    run.workers = 1;  // so that the same seed draws the same numbers
    const auto done = billing::run_bills(desk_.where(), desk_.store_options(), run, desk_.clock(),
                                         desk_.random());
    if (!done) return std::unexpected{done.error()};
    for (const auto& parked : done->parked) {
        desk_.report().faults.push_back(fmt::format("{} could not be billed on {}: {}",
                                                    parked.account, to_string(desk_.day()),
                                                    parked.reason));
    }
    return {};
}

Outcome<std::int64_t> Life::count_new_documents() {
    const auto count =
        desk_.books().db->value<std::int64_t>("SELECT CAST(count(*) AS BIGINT) FROM document");
    if (!count) return std::unexpected{failure(pos::store::to_store_error(count.error()))};
    return count->value_or(0) - std::exchange(documents_, count->value_or(0));
}

Outcome<void> Life::read_new_documents() {
    constexpr std::int64_t kPage = 1'000;
    auto& db = *desk_.books().db;
    const auto count = count_new_documents();
    if (!count) return std::unexpected{count.error()};
    std::int64_t fresh = *count;
    std::vector<std::string> to_credit;
    for (std::int64_t skip = 0; fresh > 0; skip += kPage, fresh -= kPage) {
        stored::DocumentQuestion question;
        question.skip = skip;
        question.limit = std::min(kPage, fresh);
        const auto documents = stored::list_documents(db, question);
        if (!documents) return std::unexpected{failure(documents.error())};
        for (const auto& [row, open_minor, account, name] : *documents) {
            TradeReport& report = desk_.report();
            report.billed.minor += row.payable_minor;
            const bool is_invoice = row.kind == pos::journal::DocumentKind::invoice;
            ++(is_invoice ? report.invoices : report.credit_notes);
            if (!is_invoice) continue;
            payers_.receive(desk_, row.number, {open_minor, row.currency}, row.due_on);
            if (desk_.chance(1)) to_credit.push_back(row.number);
        }
    }
    for (const std::string& number : to_credit) {
        // What came to nothing has nothing to give back.
        const auto done = desk_.credit_first_line(number);
        if (!done && done.error().kind == FailureKind::environment) return done;
    }
    return {};
}

Outcome<void> Life::live(pos::Date first, pos::Date last) {
    desk_.go_to(first, 0);
    if (auto known = is_new(); !known) return known;
    if (auto trying = is_for_trying(); !trying) return trying;
    if (auto done = desk_.settle(); !done) return done;
    if (auto done = business_->found(desk_); !done) return done;
    // What is there of others is not this business's.
    if (auto others = count_new_documents(); !others) return std::unexpected{others.error()};
    if (auto done = plan_joins(first, last); !done) return done;
    const auto of = static_cast<std::uint64_t>(last.days - first.days + 1);
    for (pos::Date day = first; day <= last; ++day.days) {
        const auto days = static_cast<std::uint64_t>(day.days - first.days);
        if (options_.on_progress && !options_.on_progress({days, of})) {
            desk_.report().stopped = true;
            break;
        }
        desk_.go_to(day, kMorning);
        auto done = welcome_today();
        if (done) done = bill();
        if (done) done = payers_.pay(desk_);
        desk_.go_to(day, kNight);
        if (done) done = business_->live(desk_, customers_);
        if (done) done = let_go();
        if (done) done = read_new_documents();
        if (!done) return done;
    }
    return {};
}

Outcome<void> check(const TradeOptions& options) {
    if (options.accounts < 1 || options.accounts > kAccountsMax) {
        return misuse(fmt::format("A trade has 1 to {} accounts.", kAccountsMax));
    }
    if (options.months < 1 || options.months > kMonthsMax) {
        return misuse(fmt::format("A trade lives 1 to {} months.", kMonthsMax));
    }
    return {};
}

}  // namespace

Outcome<TradeReport> emulate_trade(const std::string& where,
                                   const pos::store::StoreOptions& store_options,
                                   const TradeOptions& options, pos::Instant now) {
    if (auto fits = check(options); !fits) return std::unexpected{fits.error()};
    auto desk = Desk::open(where, store_options, options, now);
    if (!desk) return std::unexpected{desk.error()};
    const pos::Date last = options.until.value_or((*desk)->books().office.zone.local(now).date);
    Life life{**desk, options};
    auto lived = life.live(months_before(last, options.months), last);
    if (!lived) return std::unexpected{lived.error()};
    auto faults = audit(*(*desk)->books().db, life.meters());
    if (!faults) return std::unexpected{faults.error()};
    TradeReport report = std::move((*desk)->report());
    std::ranges::move(*faults, std::back_inserter(report.faults));
    return report;
}

}  // namespace app::core::trades
