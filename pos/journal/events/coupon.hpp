#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/journal/events/place.hpp"

/// Coupons of subscriptions: redeemed, taken off bills, stopped.
namespace pos::journal {

/// Somebody redeemed a coupon on a subscription. What it gives is said whole: the catalogue may say
/// something else later.
struct CouponRedeemed {
    Ulid redemption{};
    When when;
    Actor user;
    Ulid account{};  // the subscription's
    Ulid subscription{};
    std::string subscription_number;
    std::string code;
    std::string name;             // as a bill says it
    std::string percent;          // of each item, an exact decimal; empty: an amount is taken off
    std::optional<Money> amount;  // of each period
    std::uint32_t periods{0};     // 0: every one
    std::vector<std::string> plans;  // none: of every plan
    Date from{};                     // what begins before is not its
    bool operator==(const CouponRedeemed&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & redemption & when & user & account & subscription & subscription_number & code;
        archive & name & percent & amount & periods & plans & from;
    }
};

/// It takes nothing off what begins on that day or later.
struct CouponStopped {
    Ulid redemption{};
    When when;
    Actor user;
    Ulid account{};
    Date on{};
    std::string reason;
    bool operator==(const CouponStopped&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & redemption & when & user & account & on & reason;
    }
};

/// What a coupon took off a line; negative where what came late gives some of it back.
struct CouponPart {
    Ulid redemption{};
    Ulid item{};    // the line's
    Date period{};  // that it counts as
    Money amount{};
    bool operator==(const CouponPart&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & redemption & item & period & amount;
    }
};

/// What coupons took off the lines of a document, which was issued in the same transaction and
/// whose lines come to that much less.
struct CouponsApplied {
    When when;
    Actor user;
    Ulid account{};  // the document's
    Ulid document{};
    std::vector<CouponPart> parts;
    bool operator==(const CouponsApplied&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & when & user & account & document & parts;
    }
};

}  // namespace pos::journal
