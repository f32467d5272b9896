#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "app/core/records.hpp"
#include "pos/sale/setup.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// Keeps how a shop goes by its stock, and journals who changed it from what.
///
/// errors: of_office in a shop that goes by a head office's; the store
Kept<void> keep_stock_policy(pos::store::Store& store, const Doing& doing,
                             const pos::sale::StockPolicy& policy);

/// As people write it; what is not said stays as it is.
struct StockPolicyChange {
    std::optional<std::string> rule{};   // "allow", "warn" or "block"
    std::optional<std::string> shown{};  // "yes" or "no"
    std::string by{};                    // who changes it; empty: the first manager
};

/// The same from without, and at head office for all branches. Tills hear of it within seconds and
/// go by it from their next customer on.
///
/// errors: another word; a till that has joined a head office, where it is the office's
Outcome<void> change_stock_policy(const std::string& where,
                                  const pos::store::StoreOptions& store_options,
                                  const StockPolicyChange& change, pos::Instant now);

}  // namespace app::core
