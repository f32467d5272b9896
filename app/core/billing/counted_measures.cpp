#include "app/core/billing/counted_measures.hpp"

#include "app/core/billing/try_plan.hpp"

namespace app::core::billing {

pos::store::db::Result<const CountedMeasures::Measures*> CountedMeasures::of(
    pos::store::db::Connection& db, const std::string& plan, std::uint32_t version) {
    const auto versions = known_.find(plan);
    if (versions != known_.end()) {
        const auto known = versions->second.find(version);
        if (known != versions->second.end()) return known->second ? &*known->second : nullptr;
    }
    const auto found = plans_.find(db, plan, version);
    if (!found) return std::unexpected{found.error()};
    auto& kept = known_[plan][version];
    if (*found != nullptr) kept = counted_by(**found);
    return kept ? &*kept : nullptr;
}

}  // namespace app::core::billing
