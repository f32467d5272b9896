#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/money/money.hpp"
#include "pos/store/store.hpp"

/// A business that lives through simulated months at a head office: customers come and go, meters
/// tick, calls are made, bills run, people pay late. For demonstrations, training and tests at
/// scale.
namespace app::core::trades {

enum class Trade : std::uint8_t { utility, telecom, subscription, shop };

struct TradeProgress {
    std::uint64_t days{0};
    std::uint64_t of{0};
};
struct TradeOptions {
    Trade trade{Trade::utility};
    std::uint32_t accounts{50};        // 1 to kAccountsMax
    std::uint32_t months{12};          // 1 to kMonthsMax
    std::uint64_t seed{1};             // the same one again lives the same life
    std::optional<pos::Date> until{};  // the last day; empty: today, where the office is
    bool sure{false};                  // even where accounts live that no emulation made
    /// Told day by day; false stops there.
    std::function<bool(const TradeProgress&)> on_progress{};
};
inline constexpr std::uint32_t kAccountsMax = 100'000;
inline constexpr std::uint32_t kMonthsMax = 120;

/// What happened.
struct TradeReport {
    std::int64_t joined{0};
    std::int64_t left{0};
    std::int64_t usage{0};        // records that were taken in
    std::int64_t usage_again{0};  // that came twice, and changed nothing
    std::int64_t exchanged{0};    // counters
    std::int64_t invoices{0};
    std::int64_t credit_notes{0};
    std::int64_t payments{0};
    std::int64_t bounced{0};
    pos::Money billed{};  // credit notes taken off
    pos::Money paid{};    // what bounced taken off
    bool stopped{false};
    std::vector<std::string> faults;  // promises that do not hold afterwards; see audit()
};

/// Lives through those months at an office, by what its clerks and systems do every day, and looks
/// at the books afterwards.
///
/// errors: no head office; customers of that trade's numbers are there already, or of any other
///         that no trade gives and nobody is sure; figures out of bounds; the database
Outcome<TradeReport> emulate_trade(const std::string& where,
                                   const pos::store::StoreOptions& store_options,
                                   const TradeOptions& options, pos::Instant now);

}  // namespace app::core::trades
