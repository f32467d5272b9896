// Goal: no NEM file crashes us, a refusal names a line of it, and what is read is in bounds.
#include <algorithm>
#include <cstdlib>

#include "pos/billing/meter/files/nem.hpp"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pos::billing::meter;
    static const auto market = pos::locale::Zone::open(files::kNemZone).value();
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    constexpr std::size_t kIntervalsMax = 100'000;
    const auto said = files::read_nem(text, market, {.intervals = kIntervalsMax});
    if (!said) {
        check(!said.error().reason.empty());
        const auto lines = 1 + std::ranges::count(text, '\n');
        check(said.error().line <= static_cast<std::uint64_t>(lines));
        return 0;
    }
    std::size_t count = 0;
    for (const auto& series : said->series) {
        count += series.measured.size();
        for (const auto& measured : series.measured) check(measured.quantity.e14 >= 0);
        static_cast<void>(files::channel_of(series, market));
    }
    check(count <= kIntervalsMax);
    return 0;
}
