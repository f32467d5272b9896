#include "pos/billing/wallet/lease.hpp"

#include <algorithm>
#include <numeric>

#include "pos/base/saturate.hpp"

namespace pos::billing::wallet {

namespace {

/// The positions of leases that may still be spent of, what expires first in front.
std::vector<std::size_t> lease_order(std::span<const HeldLease> leases, Instant at) {
    std::vector<std::size_t> order(leases.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t place) { return is_over(leases[place], at); });
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        const Instant never{INT64_MAX};
        return leases[a].expires.value_or(never) < leases[b].expires.value_or(never);
    });
    return order;
}

std::int64_t not_below_nothing(std::int64_t minor) {
    return std::max<std::int64_t>(minor, 0);
}

}  // namespace

std::string_view name_of(LeaseRefusal refusal) {
    switch (refusal) {
        case LeaseRefusal::amount_not_positive:
            return "amount_not_positive";
        case LeaseRefusal::no_lease:
            return "no_lease";
        case LeaseRefusal::expired:
            return "expired";
        case LeaseRefusal::too_small:
            return "too_small";
        case LeaseRefusal::too_much:
            return "too_much";
    }
    return {};
}

bool is_over(const HeldLease& lease, Instant at) {
    return lease.expires && at >= *lease.expires;
}

std::int64_t spendable_minor(std::span<const HeldLease> leases, Instant at) {
    std::int64_t sum = 0;
    for (const HeldLease& lease : leases) {
        if (is_over(lease, at)) continue;
        sum = add_saturating(sum, not_below_nothing(lease.left_minor));
        sum = add_saturating(sum, not_below_nothing(lease.floor_left_minor));
    }
    return sum;
}

std::expected<std::vector<LeasePart>, LeaseRefusal> spend(std::span<const HeldLease> leases,
                                                          std::int64_t minor, Instant at) {
    if (minor <= 0) return std::unexpected{LeaseRefusal::amount_not_positive};
    if (leases.empty()) return std::unexpected{LeaseRefusal::no_lease};
    const std::vector<std::size_t> order = lease_order(leases, at);
    if (order.empty()) return std::unexpected{LeaseRefusal::expired};
    if (spendable_minor(leases, at) < minor) return std::unexpected{LeaseRefusal::too_small};
    std::vector<LeasePart> of(leases.size());
    for (const std::size_t place : order) {
        of[place].minor = std::min(minor, not_below_nothing(leases[place].left_minor));
        minor -= of[place].minor;
    }
    for (const std::size_t place : order) {
        of[place].over_minor = std::min(minor, not_below_nothing(leases[place].floor_left_minor));
        minor -= of[place].over_minor;
    }
    std::vector<LeasePart> parts;
    for (const std::size_t place : order) {
        if (of[place].minor == 0 && of[place].over_minor == 0) continue;
        of[place].lease = place;
        parts.push_back(of[place]);
    }
    return parts;
}

std::expected<std::vector<LeasePart>, LeaseRefusal> give_back(std::span<const LeasePart> paid,
                                                              std::int64_t minor) {
    if (minor <= 0) return std::unexpected{LeaseRefusal::amount_not_positive};
    std::int64_t all = 0;
    for (const LeasePart& part : paid) {
        all = add_saturating(all, not_below_nothing(part.minor));
        all = add_saturating(all, not_below_nothing(part.over_minor));
    }
    if (all < minor) return std::unexpected{LeaseRefusal::too_much};
    std::vector<LeasePart> back(paid.size());
    for (std::size_t place = paid.size(); place-- > 0;) {
        back[place].lease = paid[place].lease;
        back[place].over_minor = std::min(minor, not_below_nothing(paid[place].over_minor));
        minor -= back[place].over_minor;
    }
    for (std::size_t place = paid.size(); place-- > 0;) {
        back[place].minor = std::min(minor, not_below_nothing(paid[place].minor));
        minor -= back[place].minor;
    }
    std::erase_if(back,
                  [](const LeasePart& part) { return part.minor == 0 && part.over_minor == 0; });
    return back;
}

std::vector<AmountPart> take_in_order(std::span<const std::int64_t> available, std::int64_t minor) {
    std::vector<AmountPart> parts;
    for (std::size_t at = 0; at < available.size() && minor > 0; ++at) {
        const std::int64_t part = std::min(minor, not_below_nothing(available[at]));
        if (part == 0) continue;
        parts.push_back({at, part});
        minor -= part;
    }
    return parts;
}

std::vector<AmountPart> take_in_reverse(std::span<const std::int64_t> available,
                                        std::int64_t minor) {
    std::vector<AmountPart> parts;
    for (std::size_t at = available.size(); at-- > 0 && minor > 0;) {
        const std::int64_t part = std::min(minor, not_below_nothing(available[at]));
        if (part == 0) continue;
        parts.push_back({at, part});
        minor -= part;
    }
    return parts;
}

std::int64_t sum_of(std::span<const AmountPart> parts) {
    std::int64_t sum = 0;
    for (const AmountPart& part : parts) sum = add_saturating(sum, part.minor);
    return sum;
}

}  // namespace pos::billing::wallet
