// What follows from leases of credit: whose it is at which till, and the books.
#include <algorithm>

#include "pos/base/saturate.hpp"
#include "pos/journal/posting.hpp"
#include "pos/journal/project_billing.hpp"

namespace pos::journal {

namespace {

using Result = std::expected<void, ProjectError>;

/// What the parts come to, where they are of that currency and above nothing each.
std::expected<Money, ProjectError> sum_of_lots(const std::vector<LotSpent>& lots,
                                               Currency currency) {
    Money sum = zero(currency);
    for (const LotSpent& part : lots) {
        if (part.amount.currency != currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
        const bool fits = part.amount.minor > 0 &&
                          !__builtin_add_overflow(sum.minor, part.amount.minor, &sum.minor);
        if (!fits) return std::unexpected{ProjectError::sums_differ};
    }
    return sum;
}

/// One booking's rows.
class LeaseBooking {
public:
    LeaseBooking(const LeaseBooked& booked, Instant at, ProjectionWriter& writer)
        : e_{booked}, at_{at}, writer_{writer} {}

    Result project() {
        const bool any = !e_.lots.empty() || !e_.beyond.empty();
        if (any) {
            const Currency currency =
                (e_.lots.empty() ? e_.beyond : e_.lots).front().amount.currency;
            const auto of_lease = sum_of_lots(e_.lots, currency);
            if (!of_lease) return std::unexpected{of_lease.error()};
            const auto beyond = sum_of_lots(e_.beyond, currency);
            if (!beyond) return std::unexpected{beyond.error()};
            if (!is_sound()) return std::unexpected{ProjectError::sums_differ};
            write_moves();
            post(*of_lease, *beyond);
        }
        if (e_.ends) writer_.insert(LeaseEndRow{e_.lease, at_, e_.reason});
        return {};
    }

private:
    bool is_sound() const {
        switch (e_.move) {
            case LeaseMove::granted:
                return false;
            case LeaseMove::spent:
            case LeaseMove::given_back:
                return true;
            case LeaseMove::returned:
                return e_.beyond.empty();
        }
        return false;
    }
    bool is_spent() const { return e_.move == LeaseMove::spent; }

    void write_moves() {
        std::uint32_t position = 0;
        for (const bool beyond : {false, true}) {
            for (const LotSpent& part : beyond ? e_.beyond : e_.lots) {
                writer_.insert(LeaseMoveRow{++position, e_.lease, part.lot, e_.account, e_.move,
                                            at_, part.amount.minor, beyond, e_.sale, e_.number,
                                            e_.reason});
                // What the lease holds left the wallet before.
                if (!beyond && e_.move != LeaseMove::returned) continue;
                const WalletMove move = is_spent() ? WalletMove::leased : WalletMove::returned;
                const std::int64_t minor = is_spent() ? part.amount.minor : -part.amount.minor;
                writer_.insert(WalletMoveRow{position, part.lot, e_.account, move, at_, minor,
                                             std::nullopt, e_.number});
            }
        }
    }

    void post(Money of_lease, Money beyond) {
        Posting posting{writer_, e_.account, e_.when.business_date, e_.sale ? e_.sale : e_.lease};
        switch (e_.move) {
            case LeaseMove::granted:
                break;
            case LeaseMove::spent:
                posting.add(Book::leased, of_lease);
                posting.add(Book::wallet, beyond);
                posting.add(Book::at_tills, of_lease + beyond, -1);
                break;
            case LeaseMove::given_back:
                posting.add(Book::leased, of_lease, -1);
                posting.add(Book::wallet, beyond, -1);
                posting.add(Book::at_tills, of_lease + beyond);
                break;
            case LeaseMove::returned:
                posting.add(Book::leased, of_lease);
                posting.add(Book::wallet, of_lease, -1);
                break;
        }
    }

    const LeaseBooked& e_;
    Instant at_;
    ProjectionWriter& writer_;
};

}  // namespace

Result project_lease(const LeaseGranted& e, Instant at, ProjectionWriter& writer) {
    if (e.floor.currency != e.amount.currency) {
        return std::unexpected{ProjectError::mixed_currencies};
    }
    const auto sum = sum_of_lots(e.lots, e.amount.currency);
    if (!sum) return std::unexpected{sum.error()};
    if (*sum != e.amount || e.amount.minor <= 0 || e.floor.minor < 0) {
        return std::unexpected{ProjectError::sums_differ};
    }
    writer.insert(LeaseRow{e.lease, e.account, e.terminal, e.branch, e.till, e.amount, e.floor,
                           e.expires, e.until_close, e.external_id, e.note, at});
    std::uint32_t position = 0;
    for (const LotSpent& part : e.lots) {
        ++position;
        writer.insert(LeaseMoveRow{position,
                                   e.lease,
                                   part.lot,
                                   e.account,
                                   LeaseMove::granted,
                                   at,
                                   part.amount.minor,
                                   false,
                                   {},
                                   "",
                                   ""});
        writer.insert(WalletMoveRow{position, part.lot, e.account, WalletMove::leased, at,
                                    part.amount.minor, std::nullopt, e.branch + " " + e.till});
    }
    Posting posting{writer, e.account, e.when.business_date, e.lease};
    posting.add(Book::wallet, e.amount);
    posting.add(Book::leased, e.amount, -1);
    return {};
}

Result project_lease(const LeaseBooked& e, Instant at, ProjectionWriter& writer) {
    return LeaseBooking{e, at, writer}.project();
}

Result project_credit(const CreditUsed& e, ProjectionWriter& writer) {
    for (const CreditPart& part : e.parts) {
        if (part.amount.currency != e.left.currency || part.over.currency != e.left.currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
    }
    const auto pays = [](const CreditPart& part) {
        return part.amount.minor >= 0 && part.over.minor >= 0;
    };
    const auto gives_back = [](const CreditPart& part) {
        return part.amount.minor <= 0 && part.over.minor <= 0;
    };
    const auto is_nothing = [](const CreditPart& part) {
        return part.amount.minor == 0 && part.over.minor == 0;
    };
    if (e.parts.empty() || std::ranges::any_of(e.parts, is_nothing) ||
        (!std::ranges::all_of(e.parts, pays) && !std::ranges::all_of(e.parts, gives_back))) {
        return std::unexpected{ProjectError::sums_differ};
    }
    // Whoever adds a payment up need not ask whether it is an amount.
    std::int64_t paid = 0;
    for (const CreditPart& part : e.parts) {
        paid = add_saturating(add_saturating(paid, part.amount.minor), part.over.minor);
    }
    if (!in_range(Money{paid, e.left.currency})) return std::unexpected{ProjectError::sums_differ};
    std::uint32_t position = 0;
    for (const CreditPart& part : e.parts) {
        writer.insert(LeaseUseRow{++position, part.lease, e.account, e.of.value_or(e.sale),
                                  part.amount, part.over, false});
    }
    return {};
}

Result project_credit(const CreditGivenUp& e, ProjectionWriter& writer) {
    std::uint32_t position = 0;
    for (const GivenUpLease& one : e.leases) {
        if (one.left.minor < 0) return std::unexpected{ProjectError::sums_differ};
    }
    for (const GivenUpLease& one : e.leases) {
        writer.insert(LeaseUseRow{++position, one.lease, one.account, std::nullopt, one.left,
                                  zero(one.left.currency), true});
    }
    return {};
}

}  // namespace pos::journal
