#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "app/core/billing/known_plans.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core::billing {

/// The measures that any phase of a version of a plan counts, and their units: each version's are
/// found once.
///
/// threads: that of its connection
class CountedMeasures {
public:
    using Measures = std::map<std::string, std::string>;

    /// Null where this program does not understand the plan: what it counts is not known. It lives
    /// as long as this does.
    pos::store::db::Result<const Measures*> of(pos::store::db::Connection& db,
                                               const std::string& plan, std::uint32_t version);

    KnownPlans& plans() { return plans_; }

private:
    using Versions = std::map<std::uint32_t, std::optional<Measures>>;

    KnownPlans plans_;
    std::map<std::string, Versions> known_;
};

}  // namespace app::core::billing
