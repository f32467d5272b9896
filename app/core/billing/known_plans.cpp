#include "app/core/billing/known_plans.hpp"

#include "app/core/billing/plan_file.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::core::billing {

pos::store::db::Result<const pos::billing::plan::Plan*> KnownPlans::find(
    pos::store::db::Connection& db, const std::string& code, std::uint32_t version) {
    const auto known = plans_.find({code, version});
    if (known != plans_.end()) return known->second ? &*known->second : nullptr;
    const auto found = pos::store::billing::plan_of(db, code, version);
    if (!found) return std::unexpected{found.error()};
    auto& kept = plans_[{code, version}];
    if (*found) {
        if (auto read = read_plan((*found)->content)) {
            kept = std::move(*read);
            kept->version = version;
        }
    }
    return kept ? &*kept : nullptr;
}

}  // namespace app::core::billing
