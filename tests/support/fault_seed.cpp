#include "tests/support/fault_seed.hpp"

#include <cstdlib>

namespace test {

namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

std::uint64_t fault_seed(std::uint64_t otherwise) {
    return number_of("COUNTERFOIL_SEED", otherwise);
}

std::uint64_t fault_rounds(std::uint64_t ordinary) {
    return ordinary * number_of("COUNTERFOIL_FAULTS", 1);
}

}  // namespace test
