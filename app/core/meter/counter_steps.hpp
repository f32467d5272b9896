#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pos/billing/meter/files/said.hpp"
#include "pos/locale/zone.hpp"

namespace app::core::meter {

/// A reading of a counter, what was used since the last one that can be believed, and what is odd.
struct CounterStep {
    pos::Instant at{};
    pos::Exact figure;
    std::optional<pos::Exact> used{};
    std::vector<std::string> remarks{};
    bool refused{false};  // it cannot be right; nothing is counted from it
};

/// The readings of a series of a counter in the order of the file. How many digits the face has is
/// told by `digits`; where it is not known, no lower figure is taken for a rollover. Nothing of
/// figures that no face shows (below zero, or of more than twelve digits or six decimals).
///
/// requires: digits from 1 to 12, where told
std::optional<std::vector<CounterStep>> steps_of(const pos::billing::meter::files::Series& series,
                                                 std::optional<unsigned> digits,
                                                 const pos::locale::Zone& zone);

}  // namespace app::core::meter
