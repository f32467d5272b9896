#pragma once

#include <string>
#include <vector>

#include "pos/billing/meter/consumption.hpp"
#include "pos/billing/meter/interval.hpp"
#include "pos/locale/zone.hpp"

namespace pos::billing::meter {

/// How a consumption came about, a counter a sentence, in plain figures and English: "meter 4711
/// from 120 (read 2026-01-01) to 470 (estimated 2026-02-01): 350 × 40 = 14000".
///
/// requires: `used` is what consumption(counters, …) answered
std::vector<std::string> steps_of(const Consumption& used, const Register& counters,
                                  const locale::Zone& zone);

/// What is wrong with a register, and with which reading.
std::string sentence(const Problem& problem, const Register& counters, const locale::Zone& zone);

/// What is wrong with a channel.
std::string sentence(const ChannelProblem& problem, const Channel& channel,
                     const locale::Zone& zone);

}  // namespace pos::billing::meter
