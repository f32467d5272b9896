#include "app/core/simulate/check_books.hpp"

namespace app::core::simulate {

namespace {

/// What stands there; nothing, where nothing does.
template <class Value>
Value at(const std::map<BranchDay, Value>& of, const BranchDay& which) {
    const auto found = of.find(which);
    return found == of.end() ? Value{} : found->second;
}

}  // namespace

std::vector<BranchCheck> sum_sold(const std::map<BranchDay, std::int64_t>& sold_minor) {
    std::vector<BranchCheck> branches;
    for (const auto& [place, minor] : sold_minor) {
        if (branches.empty() || branches.back().branch != place.first) {
            branches.push_back({.branch = place.first, .differing = {}});
        }
        branches.back().sold_minor += minor;
    }
    return branches;
}

void check_books(std::vector<BranchCheck>& branches,
                 const std::map<BranchDay, std::int64_t>& sold_minor, const Holdings& before,
                 const Holdings& after) {
    for (BranchCheck& check : branches) {
        for (const auto& [place, sold] : sold_minor) {
            if (place.first != check.branch) continue;
            auto grown = at(after.accepted_minor, place);
            for (const auto& [tender, minor] : at(before.accepted_minor, place)) {
                grown[tender] -= minor;
            }
            std::erase_if(grown, [](const auto& one) { return one.second == 0; });
            std::int64_t accepted = 0;
            for (const auto& [tender, minor] : grown) accepted += minor;
            const auto outside = at(after.outside_minor, place) - at(before.outside_minor, place);
            check.accepted_minor += accepted;
            check.set_aside_minor += outside;
            if (accepted + outside != sold || grown.size() > 1) {
                check.differing.push_back(place.second);
            }
        }
    }
}

}  // namespace app::core::simulate
