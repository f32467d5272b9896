#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/units.hpp"
#include "pos/billing/bill/propose.hpp"
#include "pos/billing/wallet/units.hpp"
#include "pos/store/billing/units.hpp"
#include "pos/store/billing/usage.hpp"

namespace app::core::billing {

/// An account's prepaid units while its bill is worked out: each record of usage takes what counts
/// at its own instant, whenever it is billed.
class UnitPurse {
public:
    UnitPurse() = default;
    explicit UnitPurse(std::span<const pos::store::billing::StoredUnitLot> lots);

    /// The latest entry that changed one of its lots.
    std::int64_t head() const { return head_; }
    /// Whether usage of the charge may take units: those that add up or are counted can, if the
    /// charge has the unit of a lot. Gauges and what is priced by its power cannot.
    bool serves(const pos::billing::plan::PlanCharge& charge) const;

    struct Taken {
        pos::Ulid lot{};
        bool kept{false};
        std::int64_t millionths{0};  // less than before: negative
    };
    struct Covered {
        std::vector<pos::store::billing::UsedOnce> left;  // what is to be priced
        std::int64_t millionths{0};                       // what is not
        std::vector<Taken> taken;
    };
    /// Takes units for what was used. What an earlier bill took for the same usage goes back first.
    /// What a record takes back of earlier ones gives their units back, or leaves later ones as
    /// many to need: no unit becomes money.
    ///
    /// requires: serves(asked.charge), or something in `before`; `used` by time
    Covered cover(const pos::billing::bill::UsageQuestion& asked,
                  std::span<const pos::store::billing::UsedOnce> used,
                  std::span<const pos::store::billing::UnitsOfItem> before);

private:
    struct OfUnit {
        std::vector<pos::Ulid> ids;
        std::vector<pos::billing::wallet::UnitLot> lots;  // in the same order
    };
    std::map<std::string, OfUnit, std::less<>> units_;
    std::int64_t head_{0};
};

}  // namespace app::core::billing
