// Goal: no camt file crashes us, a refusal names a line of it, and what is read is in bounds.
#include <cstdint>
#include <string_view>

#include "tests/fuzz/bank_statements.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view file{reinterpret_cast<const char*>(data), size};
    fuzz::check_read(pos::billing::bank::read_camt(file, {.entries = 1'000}));
    return 0;
}
