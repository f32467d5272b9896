// Goal: no Green Button file crashes us or has more intervals than are taken.
#include <cstdlib>

#include "pos/billing/meter/files/espi.hpp"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pos::billing::meter;
    constexpr std::size_t kIntervalsMax = 1'000;
    const auto said = files::read_espi({reinterpret_cast<const char*>(data), size},
                                       {.bytes = 1U << 20, .intervals = kIntervalsMax});
    if (!said) {
        check(!said.error().reason.empty());
        return 0;
    }
    std::size_t count = 0;
    for (const auto& series : said->series) count += series.measured.size();
    check(count <= kIntervalsMax);
    return 0;
}
