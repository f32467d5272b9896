#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

#include "pos/base/random.hpp"

namespace test {

/// Bytes from a seed: the same in every run, on every machine.
class SeededRandom : public pos::Random {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_{seed} {}

    void fill(std::span<std::byte> bytes) override {
        for (std::byte& byte : bytes) byte = static_cast<std::byte>(engine_());
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace test
