#pragma once

#include <cstdint>

#include "pos/base/random.hpp"

namespace app::core::bench {

/// Numbers from a seed: the same in every run, on every machine.
///
/// source: splitmix64, Steele, Lea and Flood 2014
class Seeded final : public pos::Random {
public:
    explicit Seeded(std::uint64_t seed) : state_{seed} {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EB;
        return z ^ (z >> 31U);
    }
    /// requires: bound > 0
    /// ensures:  below `bound`
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

    void fill(std::span<std::byte> bytes) override {
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(next());
    }

private:
    std::uint64_t state_;
};

}  // namespace app::core::bench
