#pragma once

#include <cstdint>

namespace test {

/// The seed of a run of faults: COUNTERFOIL_SEED, else always the same. Print it with every
/// failure.
std::uint64_t fault_seed(std::uint64_t otherwise = 20'261'125);
/// How often a fault is tried: COUNTERFOIL_FAULTS times what an ordinary run does.
std::uint64_t fault_rounds(std::uint64_t ordinary);

}  // namespace test
