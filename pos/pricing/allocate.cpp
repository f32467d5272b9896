#include "pos/pricing/allocate.hpp"

#include <algorithm>
#include <limits>

#include "pos/base/assert.hpp"

namespace pos::pricing {

namespace {

struct Share {
    std::size_t line;
    std::int64_t floor;
    Wide remainder;
};

std::expected<std::int64_t, AllocateError> sum_of_valid(std::span<const std::int64_t> weights) {
    if (weights.empty()) return std::unexpected{AllocateError::no_weights};
    if (std::ranges::any_of(weights, [](std::int64_t w) { return w < 0; })) {
        return std::unexpected{AllocateError::negative_weight};
    }
    Wide sum = 0;
    for (const std::int64_t weight : weights) sum += weight;
    if (sum == 0) return std::unexpected{AllocateError::weights_sum_to_zero};
    if (sum > std::numeric_limits<std::int64_t>::max()) {
        return std::unexpected{AllocateError::weights_too_large};
    }
    return static_cast<std::int64_t>(sum);
}

}  // namespace

std::expected<std::vector<Money>, AllocateError> allocate(Money total,
                                                          std::span<const std::int64_t> weights) {
    POS_ASSERT(in_range(total));
    const auto weight_sum = sum_of_valid(weights);
    if (!weight_sum) return std::unexpected{weight_sum.error()};

    // Work on the magnitude: a refund then splits exactly as the sale did, with the sign flipped.
    const bool refund = total.minor < 0;
    const Wide magnitude = refund ? -Wide{total.minor} : Wide{total.minor};

    std::vector<Share> shares;
    shares.reserve(weights.size());
    Wide left = magnitude;
    for (std::size_t line = 0; line < weights.size(); ++line) {
        const Wide exact = magnitude * weights[line];
        const Wide floor = exact / *weight_sum;
        shares.push_back({line, static_cast<std::int64_t>(floor), exact % *weight_sum});
        left -= floor;
    }
    POS_ASSERT(left >= 0 && left < static_cast<Wide>(weights.size()));

    std::ranges::stable_sort(shares, std::ranges::greater{}, &Share::remainder);
    std::vector<Money> parts(weights.size());
    for (const Share& share : shares) {
        const std::int64_t extra = left > 0 ? 1 : 0;
        left -= extra;
        const std::int64_t part = share.floor + extra;
        parts[share.line] = {refund ? -part : part, total.currency};
    }
    POS_ASSERT(left == 0);
    return parts;
}

void spread(Money total, std::span<const Exact> shares, std::span<Money> parts, std::int64_t step) {
    POS_ASSERT(shares.size() == parts.size());
    POS_ASSERT(step > 0 && total.minor % step == 0);
    const Wide unit = Wide{exact_per_minor(total.currency)} * step;
    std::int64_t left = total.minor / step;
    for (std::size_t line = 0; line < shares.size(); ++line) {
        const std::int64_t whole = divide(shares[line].e14, unit, RoundingMode::down);
        parts[line] = {whole * step, total.currency};
        left -= whole;
    }
    if (left == 0) return;

    // The sign of what is left over turns every remainder, so that a refund mirrors its sale.
    const std::int64_t one = left > 0 ? 1 : -1;
    struct Candidate {
        Wide remainder;
        std::size_t line;
    };
    std::vector<Candidate> candidates;
    candidates.reserve(shares.size());
    const bool all_zero = std::ranges::all_of(shares, [](Exact share) { return share.e14 == 0; });
    for (std::size_t line = 0; line < shares.size(); ++line) {
        if (shares[line].e14 == 0 && !all_zero) continue;
        candidates.push_back({one * (shares[line].e14 % unit), line});
    }
    POS_ASSERT(one * left <= static_cast<std::int64_t>(candidates.size()));
    const auto end = candidates.begin() + one * left;
    std::ranges::partial_sort(candidates, end, [](const Candidate& a, const Candidate& b) {
        return a.remainder != b.remainder ? a.remainder > b.remainder : a.line < b.line;
    });
    for (auto at = candidates.begin(); at != end; ++at) parts[at->line].minor += one * step;
}

}  // namespace pos::pricing
