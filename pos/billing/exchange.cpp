#include "pos/billing/exchange.hpp"

#include "pos/base/assert.hpp"

namespace pos::billing {

namespace {

Wide size_of(std::int64_t minor) {
    return minor < 0 ? -Wide{minor} : Wide{minor};
}

}  // namespace

std::optional<Money> in_books(Money amount, Exact rate, Currency books) {
    POS_ASSERT(rate > Exact{});
    // Rounded once: amounts of three decimals and more times a rate are finer than an Exact.
    const Wide per_minor = Wide{minor_per_major(amount.currency)} * Wide{exact_per_minor(books)};
    const auto minor =
        multiply_divide(Wide{amount.minor}, rate.e14, per_minor, RoundingMode::half_away);
    if (!minor || *minor > kMinorMax || *minor < -kMinorMax) return std::nullopt;
    return Money{static_cast<std::int64_t>(*minor), books};
}

std::int64_t carried_share(std::int64_t carried_minor, std::int64_t part_minor,
                           std::int64_t open_minor) {
    const Wide part = size_of(part_minor);
    const Wide open = size_of(open_minor);
    POS_ASSERT(part > 0 && part <= open && (part_minor > 0) == (open_minor > 0));
    if (part == open) return carried_minor;
    const Wide twice = 2 * size_of(carried_minor) * part + open;
    const auto share = static_cast<std::int64_t>(twice / (2 * open));
    return carried_minor < 0 ? -share : share;
}

}  // namespace pos::billing
