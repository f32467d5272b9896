// Goal: no bytes crash the reading of changes, and what is accepted is written again so that it
// reads the same. The first byte chooses: 0 is a whole answer; anything else stands in front of an
// open body, so that what lies behind the compression is reached.
#include <cstdlib>
#include <span>

#include "sync/wire/changes.hpp"
#include "sync/wire/compression.hpp"
#include "sync/wire/layout.hpp"

using namespace syncing::wire;

namespace {

void try_to_read(pos::BytesView bytes) {
    const auto changes = read_changes(bytes);
    if (!changes) return;
    if (read_changes(write_changes(*changes)) != changes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = std::as_bytes(std::span{data, size}).subspan(1);
    if (data[0] == 0) {
        try_to_read(bytes);
        return 0;
    }
    const std::uint16_t version = data[0] % 2 == 0 ? kChangesVersion : 1;
    pos::Bytes whole = write_changes({}, version);
    whole.resize(kChangesHeaderBytesV1 - 8);
    const pos::Bytes frame = compress(bytes);
    put(whole, bytes.size(), 4);
    put(whole, frame.size(), 4);
    if (version >= 2) whole.resize(kChangesHeaderBytes);
    put(whole, frame);
    try_to_read(whole);
    return 0;
}
