#include "pos/pricing/spread.hpp"

#include <algorithm>
#include <vector>

#include "pos/base/assert.hpp"

namespace pos::pricing {

namespace {

/// A part that may move by one step.
struct Candidate {
    Wide missing;  // how much its share is beyond it, seen in the direction of the move
    bool back;     // towards zero: taking back what rounding gave
    std::size_t line;
};

/// The most missing first. Of equals the earlier line is given, and the later one taken from: so
/// the earlier always ends with more, and a refund mirrors its sale.
bool before(const Candidate& a, const Candidate& b) {
    if (a.missing != b.missing) return a.missing > b.missing;
    if (a.back != b.back) return b.back;
    return a.back ? a.line > b.line : a.line < b.line;
}

}  // namespace

void spread(Money total, std::span<const Exact> shares, std::span<Money> parts, std::int64_t step) {
    POS_ASSERT(shares.size() == parts.size());
    POS_ASSERT(step > 0 && total.minor % step == 0);
    // Every share goes to its nearest step. What is then missing, or too much, is put right where
    // the rounding was closest to going the other way.
    const Wide unit = Wide{exact_per_minor(total.currency)} * step;
    std::int64_t left = total.minor / step;
    for (std::size_t line = 0; line < shares.size(); ++line) {
        const std::int64_t nearest = divide(shares[line].e14, unit, RoundingMode::half_towards);
        parts[line] = {nearest * step, total.currency};
        left -= nearest;
    }
    if (left == 0) return;

    const std::int64_t one = left > 0 ? 1 : -1;
    const Wide minor = exact_per_minor(total.currency);
    const bool all_zero = std::ranges::all_of(shares, [](Exact share) { return share.e14 == 0; });
    std::vector<Candidate> candidates;
    candidates.reserve(shares.size());
    for (std::size_t line = 0; line < shares.size(); ++line) {
        const Wide missing = one * (shares[line].e14 - parts[line].minor * minor);
        if (missing <= 0 && !all_zero) continue;
        candidates.push_back({missing, one * parts[line].minor < 0, line});
    }
    POS_ASSERT(one * left <= static_cast<std::int64_t>(candidates.size()));
    const auto end = candidates.begin() + one * left;
    std::ranges::partial_sort(candidates, end, before);
    for (auto at = candidates.begin(); at != end; ++at) parts[at->line].minor += one * step;
}

}  // namespace pos::pricing
