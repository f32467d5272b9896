// Goal: no bytes crash the reading of a journal file, and what is read of one is written again as
// the same bytes. Batches are looked into by their own target.
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "sync/wire/journal_file.hpp"

using namespace syncing::wire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    std::istringstream in{bytes};
    auto reader = JournalFileReader::open(in);
    if (!reader) {
        if (reader.error().at > size) std::abort();
        return 0;
    }
    std::ostringstream out;
    JournalFileWriter writer{out, reader->sender()};
    for (;;) {
        const auto batch = reader->next();
        if (!batch) {
            if (batch.error().at > size) std::abort();
            return 0;
        }
        if (!*batch) break;
        writer.add(**batch);
    }
    writer.finish();
    if (out.str() != bytes) std::abort();
    return 0;
}
