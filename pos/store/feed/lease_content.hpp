#pragma once

#include <optional>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/key.hpp"
#include "pos/money/money.hpp"

namespace pos::store::feed {

/// Credit of an account's that one till may spend by itself: in that till's feed alone. What is
/// left of it the till knows, since nobody else spends it.
struct LeaseContent {
    Ulid account{};
    journal::PublicKey public_key{};  // of the till: what a copy of its disk joins with is another
    Money amount{};
    Money floor{};  // so much above it the merchant risks
    std::optional<Instant> expires;
    bool until_close{false};
    bool operator==(const LeaseContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & account & public_key & amount & floor & expires & until_close;
    }
};

}  // namespace pos::store::feed
