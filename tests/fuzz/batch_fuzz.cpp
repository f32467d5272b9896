// Goal: no bytes crash the reading of a batch, and what is accepted is written again as a batch
// that reads the same. The first byte chooses: 0 is a whole batch, whose signature is not asked
// for, so that the parts behind it are reached; any other number of entries stands in front of an
// open body.
#include <zstd.h>

#include <cstdlib>
#include <span>

#include "sync/wire/layout.hpp"
#include "tests/support/batch_samples.hpp"

using namespace syncing::wire;

namespace {

const test::SampleJournal& journal() {
    static const test::SampleJournal made = test::empty_journal();
    return made;
}

void try_to_open(const Envelope& envelope) {
    const auto batch = open_body(envelope);
    if (!batch) return;
    const auto again = write_batch(batch->place, batch->entries, journal().key);
    if (!again) return;  // what a level of compression of others made fit
    if (read_batch(*again, journal().key.public_key()) != *batch) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = std::as_bytes(std::span{data, size}).subspan(1);
    if (data[0] == 0) {
        if (const auto envelope = read_envelope(bytes)) try_to_open(*envelope);
        return 0;
    }
    pos::Bytes packed(ZSTD_compressBound(bytes.size()));
    packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 1));
    try_to_open({journal().place, data[0], bytes.size(), packed, {}, {}});
    return 0;
}
