#pragma once

#include <optional>
#include <vector>

#include "pos/billing/rated.hpp"
#include "pos/billing/usage.hpp"
#include "pos/money/exact.hpp"

namespace pos::billing {

/// What a period comes to at least and at most.
struct Commitment {
    std::optional<Exact> minimum;  // what is missing is a line of its own on the last part
    std::optional<Exact> maximum;  // what is beyond is taken off the lines that pass it
    bool operator==(const Commitment&) const = default;
};

/// Takes off the lines what passes the maximum, with what was billed before.
void hold_maximum(const Commitment& commitment, const Usage& usage, const LineWriter& writer,
                  std::vector<Line>& lines);

/// Adds a line for what is missing to the minimum, on the period's last part.
void fill_minimum(const Commitment& commitment, const Usage& usage, LineWriter& writer,
                  std::vector<Line>& lines);

}  // namespace pos::billing
