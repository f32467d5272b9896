#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "pos/billing/meter/consumption.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/quantity.hpp"

namespace pos::billing::meter {

/// What was used from an instant on, until the next piece begins.
struct Piece {
    Instant at{};
    Quantity quantity{};
    bool operator==(const Piece&) const = default;
};

/// What the readings of a register come to since `from`, in pieces of a day at most, so that
/// whatever billing period a day is in has its own share. Pieces end at each reading, at midnight
/// and at `cuts`; one in which nothing was used is left out.
///
/// requires: as consumption(); `from` is the instant of a reading
/// ensures:  pieces of the same readings are the same, whatever `from` is; all of them since the
///           first reading add up to what the counters went, to a millionth
/// errors:   as consumption(); a quantity beyond Quantity's range is goes_backwards of its counter
std::expected<std::vector<Piece>, Problem> pieces(const Register& counters, Instant from,
                                                  std::span<const Instant> cuts,
                                                  const locale::Zone& zone, const Policy& policy);

/// The last reading before an instant that no later one overrules, or the first there is: what was
/// used before it stays as it is, whatever was read at that instant or after it.
///
/// requires: a reading
Instant firm_before(const Register& counters, Instant at);

/// From which reading to which one counter measured: "4711: 1234 (2026-11-01) – 1367 (2026-12-01)",
/// and of an exchange both counters'. A figure that was not read at that instant has a "~" before
/// it. Empty where nothing is known of [from, to).
std::string readings_text(const Register& counters, Instant from, Instant to,
                          const locale::Zone& zone, const Policy& policy);

}  // namespace pos::billing::meter
