#include "pos/sale/credit.hpp"

#include "pos/base/assert.hpp"

namespace pos::sale {

namespace {

std::vector<billing::wallet::LeasePart> parts_of(const CreditPaid& paid) {
    std::vector<billing::wallet::LeasePart> parts;
    for (std::size_t at = 0; at < paid.parts.size(); ++at) {
        parts.push_back({at, paid.parts[at].amount.minor, paid.parts[at].over.minor});
    }
    return parts;
}

}  // namespace

std::int64_t paid_minor(const CreditPaid& paid) {
    std::int64_t sum = 0;
    for (const journal::CreditPart& part : paid.parts) sum += part.amount.minor + part.over.minor;
    return sum;
}

std::vector<journal::CreditPart> credit_back(const CreditPaid& paid, Money amount) {
    const auto back = billing::wallet::give_back(parts_of(paid), amount.minor);
    POS_ASSERT(back.has_value());
    std::vector<journal::CreditPart> parts;
    for (const auto& part : *back) {
        parts.push_back({paid.parts[part.lease].lease,
                         {-part.minor, amount.currency},
                         {-part.over_minor, amount.currency}});
    }
    return parts;
}

std::expected<std::vector<journal::CreditPart>, billing::wallet::LeaseRefusal> credit_spent(
    const std::vector<HeldCredit>& leases, Money amount, Instant at) {
    std::vector<billing::wallet::HeldLease> held;
    for (const HeldCredit& lease : leases) held.push_back(lease.held);
    const auto spent = billing::wallet::spend(held, amount.minor, at);
    if (!spent) return std::unexpected{spent.error()};
    std::vector<journal::CreditPart> parts;
    for (const auto& part : *spent) {
        parts.push_back({leases[part.lease].lease,
                         {part.minor, amount.currency},
                         {part.over_minor, amount.currency}});
    }
    return parts;
}

}  // namespace pos::sale
