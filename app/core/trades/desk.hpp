#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/bench/seeded.hpp"
#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/readings.hpp"
#include "app/core/trades/trade.hpp"
#include "pos/base/clock.hpp"
#include "pos/billing/plan/subscription.hpp"

namespace app::core::trades {

/// What time it is in a simulated life.
class TradeClock final : public pos::Clock {
public:
    pos::Instant now() override { return at_; }
    void go_to(pos::Instant at) { at_ = at; }

private:
    pos::Instant at_{};
};

/// Somebody who is billed.
struct Customer {
    std::string account;
    std::string subscription{};  // its number
    std::string point{};         // whose usage it is: a meter, a telephone number
    std::uint64_t habit{0};      // 0 to 99: who pays, calls and uses how much
    std::int64_t counted{0};     // that its counter shows
    pos::Date joined{};
    pos::Date fitted{};  // its counter
    bool is_paused{false};
    bool has_left{false};
};

/// The office at work on one simulated day: what its clerks and systems do, as every other caller
/// of the core does it. What the core refuses ends the emulation.
class Desk {
public:
    static Outcome<std::unique_ptr<Desk>> open(std::string where,
                                               const pos::store::StoreOptions& store_options,
                                               const TradeOptions& options, pos::Instant now);

    void go_to(pos::Date day, std::int32_t second_of_day);
    pos::Date day() const { return day_; }
    /// "2026-11-01 06:30" of this day.
    std::string moment(std::int32_t second_of_day) const;

    Outcome<void> publish(const std::string& plan);
    Outcome<void> welcome(Customer& customer, const std::string& name_of);
    Outcome<void> subscribe(Customer& customer, const std::string& plan);
    Outcome<void> change(const Customer& customer, pos::billing::plan::Act act,
                         const std::string& plan = {});
    /// Records as JSON lines, once; what came before changes nothing.
    Outcome<void> use(std::string_view source, const std::string& lines);
    Outcome<void> fit(Customer& customer, const std::string& meter, unsigned digits);
    /// Its counter goes with what it shows, and the next one is fitted at that same moment.
    Outcome<void> exchange(Customer& customer, const std::string& meter, unsigned digits,
                           std::int64_t first);
    Outcome<void> read(const Customer& customer, pos::billing::meter::Source source);
    Outcome<void> grant(const Customer& customer, const std::string& amount, int days);
    /// An invoice that somebody writes, of lines as JSON.
    Outcome<void> write(const Customer& customer, const std::string& lines,
                        const std::string& reference);
    Outcome<void> credit_first_line(const std::string& document);

    billing::BillingBooks& books() { return books_; }
    bench::Seeded& random() { return random_; }
    TradeClock& clock() { return clock_; }
    TradeReport& report() { return report_; }
    const std::string& where() const { return where_; }
    const pos::store::StoreOptions& store_options() const { return store_options_; }
    /// As plans say it: "EUR".
    std::string currency() const;
    /// Says who sends the bills, where the office never said, and where its customers live.
    Outcome<void> settle();
    /// `"tax_class": "standard", `, or nothing where goods that say none bear none.
    std::string tax_class() const;
    /// Whether something that happens so often in a hundred happens now.
    bool chance(std::uint64_t in_a_hundred) { return random_.below(100) < in_a_hundred; }

private:
    std::string country_of_zone() const;
    billing::NewCounter counter_of(const Customer& customer, const std::string& meter,
                                   unsigned digits) const;
    Desk(std::string where, pos::store::StoreOptions store_options, billing::BillingBooks books,
         std::uint64_t seed);

    std::string where_;
    pos::store::StoreOptions store_options_;
    billing::BillingBooks books_;
    bench::Seeded random_;
    TradeClock clock_;
    TradeReport report_;
    pos::Date day_{};
    std::string country_;
};

}  // namespace app::core::trades
