#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/core/simulate/at_office.hpp"

namespace app::core::simulate {

/// What was sold in a branch and what the office's books say of it. Tills that are simulated take
/// cash alone, so each day one means of payment has grown, by what was sold.
struct BranchCheck {
    std::string branch;
    std::int64_t sold_minor{0};
    std::int64_t accepted_minor{0};   // in the office's books since the run began
    std::int64_t set_aside_minor{0};  // beside them, or parked
    std::vector<pos::Date> differing;
    bool agrees() const { return differing.empty(); }
};

/// By branch, what was sold alone.
std::vector<BranchCheck> sum_sold(const std::map<BranchDay, std::int64_t>& sold_minor);

/// Day by day, what was sold beside what the books have more than before.
void check_books(std::vector<BranchCheck>& branches,
                 const std::map<BranchDay, std::int64_t>& sold_minor, const Holdings& before,
                 const Holdings& after);

}  // namespace app::core::simulate
