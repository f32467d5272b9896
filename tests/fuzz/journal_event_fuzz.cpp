// Goal: no payload, of whatever kind and version it claims to be, crashes decoding or projecting;
// what is accepted has one encoding. The first four bytes are kind and version, low byte first.
#include <algorithm>
#include <cstdlib>
#include <span>

#include "pos/journal/codec.hpp"
#include "pos/journal/projector.hpp"
#include "tests/support/projected_journal.hpp"

using namespace pos::journal;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) return 0;
    const auto kind = static_cast<std::uint16_t>(data[0] | data[1] << 8);
    const auto version = static_cast<std::uint16_t>(data[2] | data[3] << 8);
    const auto payload = std::as_bytes(std::span{data, size}).subspan(4);
    const auto event = decode(kind, version, payload);
    if (!event) return 0;
    const EncodedEvent again = encode(*event);
    if (again.kind != kind) std::abort();
    if (again.version == version && !std::ranges::equal(again.payload, payload)) std::abort();
    if (decode(again.kind, again.version, again.payload) != *event) std::abort();

    test::ProjectedJournal journal;
    if (!journal.append(test::sample_shop_events()[0])) std::abort();
    journal.append(ShiftOpened{test::id(31), test::at(8, 0, 0), test::anna(), test::euro(0)});
    journal.append(*event);
    return 0;
}
