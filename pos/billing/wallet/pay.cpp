#include "pos/billing/wallet/pay.hpp"

#include <algorithm>

namespace pos::billing::wallet {

std::vector<LinePaid> pay_lines(std::span<const PayableLine> lines, std::span<const PayingLot> lots,
                                std::int64_t most_minor) {
    std::vector<LinePaid> paid;
    std::vector<std::int64_t> due;
    due.reserve(lines.size());
    for (const PayableLine& line : lines) due.push_back(std::max<std::int64_t>(line.minor, 0));
    for (std::size_t lot = 0; lot < lots.size(); ++lot) {
        const auto& scope = lots[lot].scope;
        std::int64_t left = lots[lot].left_minor;
        for (std::size_t line = 0; line < lines.size(); ++line) {
            const bool pays =
                scope.empty() || std::ranges::find(scope, lines[line].charge) != scope.end();
            const std::int64_t part = std::min({left, due[line], most_minor});
            if (!pays || part <= 0) continue;
            paid.push_back({lot, line, part});
            left -= part;
            due[line] -= part;
            most_minor -= part;
        }
    }
    return paid;
}

}  // namespace pos::billing::wallet
