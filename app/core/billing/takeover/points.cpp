#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/reading_usage.hpp"
#include "app/core/billing/takeover/take_row.hpp"
#include "pos/store/billing/meters.hpp"

namespace app::core::billing::takeover {

namespace {

namespace stored = pos::store::billing;

constexpr pos::Instant kNever{INT64_MAX};

pos::Instant end_of(const stored::StoredSubscription& one) {
    const auto& last = one.acts.back();
    return last.act == pos::billing::plan::Act::cancelled ? last.at : kNever;
}

/// The contract that the point counts for in a stretch of time, other than that one.
Outcome<std::optional<std::string>> other_owner(BillingBooks& books,
                                                const std::vector<stored::PointOwner>& owners,
                                                const stored::StoredSubscription& whose,
                                                pos::Instant from, pos::Instant to) {
    for (std::size_t at = 0; at < owners.size(); ++at) {
        if (owners[at].subscription == whose.id || owners[at].from >= to) continue;
        const auto other = stored::subscription_of_number(*books.db, owners[at].number);
        if (!other) return std::unexpected{database(other.error())};
        pos::Instant end = *other ? end_of(**other) : kNever;
        if (at + 1 < owners.size()) end = std::min(end, owners[at + 1].from);
        if (end > from && end > owners[at].from) return std::optional{owners[at].number};
    }
    return std::optional<std::string>{};
}

}  // namespace

Outcome<bool> give_point(Taking& taking, std::string_view field, const std::string& point,
                         const stored::StoredSubscription& whose) {
    auto& db = *taking.books.db;
    const auto owners = stored::owners_of_point(db, point);
    if (!owners) return std::unexpected{database(owners.error())};
    if (std::ranges::find(*owners, whose.id, &stored::PointOwner::subscription) != owners->end()) {
        return false;
    }
    const pos::Instant start = whose.acts.front().at;
    const auto other = other_owner(taking.books, *owners, whose, start, end_of(whose));
    if (!other) return std::unexpected{other.error()};
    if (*other) {
        return taking.refuse(field, Reason::point_taken, point + " (" + **other + ")",
                             "Contract " + **other + " has " + point +
                                 " from then on: end that contract first, or leave the point out.");
    }
    auto put = stored::put_service_point(db, point, start, whose.id);
    if (!put) return std::unexpected{database(put.error())};
    auto theirs = point_changed(taking.books, point, start, taking.now);
    if (!theirs) return std::unexpected{theirs.error()};
    return true;
}

}  // namespace app::core::billing::takeover
