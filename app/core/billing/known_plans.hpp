#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "pos/billing/plan/plan.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// Versions of plans, each read once: they never change.
///
/// threads: that of its connection
class KnownPlans {
public:
    /// None where there is no such version, or none that this program understands. It lives as long
    /// as this does.
    pos::store::db::Result<const pos::billing::plan::Plan*> find(pos::store::db::Connection& db,
                                                                 const std::string& code,
                                                                 std::uint32_t version);

private:
    std::map<std::pair<std::string, std::uint32_t>, std::optional<pos::billing::plan::Plan>> plans_;
};

}  // namespace app::core::billing
