#pragma once

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"

namespace pos::billing::models {

/// What begun packages are counted over.
enum class PackagesOf : std::uint8_t {
    period,  // a package that a part began is not paid again by the next
    part,    // every part begins its own
};

/// Units are sold in packages; a begun one is paid whole.
struct Package {
    Exact price;
    Exact size;
    PackagesOf count{PackagesOf::period};
    bool operator==(const Package&) const = default;
};

/// How many packages a quantity begins.
///
/// requires: size > 0
Exact packages_in(Exact quantity, Exact size);

void add_lines(const Package& charge, const Usage& usage, Measured& measured, LineWriter& lines);

}  // namespace pos::billing::models
