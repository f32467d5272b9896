#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::meter {

/// Something that happened and is counted: a call, a procedure, a delivery.
struct Event {
    std::string source{};  // who told of it
    std::string id{};      // unique there
    Instant at{};
    Exact quantity{kExactScale};
    bool operator==(const Event&) const = default;
};

struct Counted {
    std::size_t events{0};
    std::size_t repeated{0};  // told of more than once; counted once
    Exact quantity;
    bool operator==(const Counted&) const = default;
};

/// One id with two contents: nobody can tell which is true.
struct Contradiction {
    std::size_t first{0};
    std::size_t second{0};
    bool operator==(const Contradiction&) const = default;
};

/// How often it happened in [from, to), and how much.
std::expected<Counted, Contradiction> counted(std::span<const Event> events, Instant from,
                                              Instant to);

}  // namespace pos::billing::meter
