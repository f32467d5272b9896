#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/money/money.hpp"

namespace pos::store::feed {

/// A counter at a service point of an account, and all that has to be known to tell whether its
/// next figure is plausible. Figures are decimals as on its face.
struct ToldCounter {
    std::string point;
    std::string meter;  // what it counts, as charges say it: "kwh"
    std::string serial;
    std::uint8_t digits{6};
    std::uint8_t decimals{0};
    std::string figure;  // that was read last
    Instant read_at{};
    std::string used;              // that it went in used_ms before; empty: too little is known
    std::int64_t used_ms{0};       //
    Instant from{};                // from when on the account has the point
    std::optional<Instant> until;  // and from when on no more
    bool operator==(const ToldCounter&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & point & meter & serial & digits & decimals & figure & read_at & used & used_ms;
        archive & from & until;
    }
};

/// The counters of an account, by their points.
struct CountersContent {
    std::vector<ToldCounter> counters;
    bool operator==(const CountersContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & counters;
    }
};

/// A lot of credit of which something is left. It counts from one instant on, and up to another.
struct ToldLot {
    Money left{};
    Instant effective{};
    std::optional<Instant> expires;
    bool operator==(const ToldLot&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & left & effective & expires;
    }
};

/// The credit of an account that has some, or had.
struct CreditContent {
    std::vector<ToldLot> lots;
    bool operator==(const CreditContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lots;
    }
};

}  // namespace pos::store::feed
