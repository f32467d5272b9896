#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "pos/base/clock.hpp"
#include "pos/billing/call/tariff.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing::call {

/// Whether a call that a bundle covers whole still pays its connect fee.
enum class BundledConnect : std::uint8_t { charged, waived };

/// Free seconds, or units, that the caller still has.
struct Bundle {
    Exact left;
    BundledConnect connect{BundledConnect::waived};
    bool operator==(const Bundle&) const = default;
};

/// Increments of one rate in one window.
struct Segment {
    Exact from;  // elapsed
    std::size_t window{0};
    std::size_t rate{0};
    std::int64_t increments{0};
    std::int64_t free{0};  // of them, from the bundle
    Exact increment_price;
    Exact amount;
    bool operator==(const Segment&) const = default;
};

/// ensures: connect_fee + sum(segments) - over_maximum + rounding == cost
struct RatedCall {
    std::vector<Segment> segments;
    Exact connect_fee;
    Exact billed;   // seconds or units, in whole increments
    Exact bundled;  // of them
    Exact over_maximum;
    Exact rounding;
    Exact cost;

    /// Empties it and keeps its memory.
    void clear() {
        segments.clear();
        connect_fee = billed = bundled = over_maximum = rounding = cost = {};
    }
    bool operator==(const RatedCall&) const = default;
};

struct Call {
    Instant start{};
    Exact seconds;
    bool continues{false};  // a session that goes on: no connect fee
    Bundle bundle{};
    bool operator==(const Call&) const = default;
};

enum class CallError : std::uint8_t {
    length_out_of_range,  // negative, or a call longer than 31 days
    no_window,            // at some moment of the call no tariff counts
    too_many_segments,
};

/// What a call costs: it is cut where another window begins and where another rate does; each begun
/// increment is paid whole and may run past the cut, and what comes after begins behind it.
///
/// requires: no fault in the windows
/// errors:   in enum order
std::expected<void, CallError> rate_call(std::span<const Window> windows, const Call& call,
                                         const locale::Zone& zone, RatedCall& rated);

/// The same under one tariff, for calls at any time and for units that have none.
std::expected<void, CallError> rate_units(const Tariff& tariff, const Call& call, RatedCall& rated);

/// The length that begun increments come to.
///
/// requires: increment > 0, length >= 0
Exact in_increments(Exact length, Exact increment);

std::string words_of(CallError error);

}  // namespace pos::billing::call
