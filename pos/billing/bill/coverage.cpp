#include "pos/billing/bill/coverage.hpp"

namespace pos::billing::bill {

std::vector<Days> without(const Days& days, std::span<const Days> taken) {
    std::vector<Days> left;
    if (days.from < days.to) left.push_back(days);
    std::vector<Days> next;
    for (const Days& hole : taken) {
        if (hole.from >= hole.to) continue;
        next.clear();
        for (const Days& part : left) {
            if (hole.to <= part.from || part.to <= hole.from) {
                next.push_back(part);
                continue;
            }
            if (part.from < hole.from) next.push_back({part.from, hole.from});
            if (hole.to < part.to) next.push_back({hole.to, part.to});
        }
        left.swap(next);
    }
    return left;
}

}  // namespace pos::billing::bill
