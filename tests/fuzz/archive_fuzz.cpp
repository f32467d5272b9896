// Goal: no bytes crash the archive's reader; accepted bytes are the only encoding of their value.
#include <algorithm>
#include <cstdlib>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "tests/support/archive_samples.hpp"

namespace {

using namespace pos::journal::archive;

template <class T>
void check(pos::BytesView input) {
    const auto value = from_bytes<T>(input);
    if (!value) return;
    const auto again = to_bytes(*value);
    if (again.size() == input.size() && !std::ranges::equal(again, input)) std::abort();
    if (!(from_bytes<T>(again).value() == *value)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span{data, size});
    check<test::TicketV0>(input);
    check<test::TicketV1>(input);
    check<test::Tree>(input);
    return 0;
}
