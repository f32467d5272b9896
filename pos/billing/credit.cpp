#include "pos/billing/credit.hpp"

#include "pos/billing/limits.hpp"

namespace pos::billing {

bool pay_with_credits(std::span<const Credit> credits, Rated& rated) {
    bool all_used = true;
    std::size_t at = 0;
    for (std::size_t i = 0; i < credits.size(); ++i) {
        Exact left = credits[i].amount;
        for (; at < rated.lines.size() && left.e14 > 0; ++at) {
            Line& line = rated.lines[at];
            const Exact paid = least(left, greatest(line.total, {}));
            if (paid.e14 > 0) rated.credits.push_back({at, i, paid});
            line.credit += paid;
            line.total -= paid;
            left -= paid;
            if (left.e14 == 0 && line.total.e14 > 0) break;
        }
        all_used = all_used && left.e14 == 0;
    }
    return all_used;
}

}  // namespace pos::billing
