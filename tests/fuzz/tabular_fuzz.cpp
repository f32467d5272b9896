// Goal: no file, however built, makes the table reader read past its memory, run for ever, grow
// without bound or hand out what it promises not to.
// Method: the first byte chooses format, encoding, header and limits, the second how the bytes
// arrive; the rest is the file, packed ones included. The header's promises are checked row by row.
#include <cstdint>
#include <string_view>

#include "app/core/tabular/reader.hpp"
#include "pos/base/assert.hpp"
#include "pos/locale/clean.hpp"

using namespace app::core::tabular;

namespace {

constexpr std::size_t kFileBytesMax = std::size_t{16} << 20;  // of an unpacked bomb: enough is seen

Options options_of(std::uint8_t bits) {
    Options options;
    options.format = static_cast<Format>(bits % 3);
    options.encoding = static_cast<Encoding>(bits / 3 % 5);
    options.header = (bits & 64) == 0;
    if ((bits & 128) != 0) options.limits = {64, 16};
    return options;
}

void check_row(const Reader& reader, const Options& options, const Row& row) {
    if (row.defect) {
        POS_ASSERT(row.defect->line >= row.line);
        POS_ASSERT(row.defect->field <= kFieldsMax);
        return;
    }
    POS_ASSERT(row.fields.size() == reader.columns().size());
    for (const std::string_view field : row.fields) {
        POS_ASSERT(field.size() <= options.limits.field_bytes_max);
        POS_ASSERT(!field.contains('\0'));
        POS_ASSERT(pos::locale::valid_utf8(field));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const Options options = options_of(data[0]);
    const std::size_t piece = data[1] < 128 ? data[1] + 1U : SIZE_MAX;
    const std::string_view file{reinterpret_cast<const char*>(data) + 2, size - 2};
    auto input = unpacked(memory_input(file, piece), "fuzz");
    POS_ASSERT(input.has_value());
    auto reader = Reader::open(std::move(*input), "fuzz", options);
    if (!reader) return 0;
    Row row;
    std::uint64_t line = 0;
    std::size_t bytes = 0;
    while (bytes < kFileBytesMax) {
        const auto more = reader->next(row);
        if (!more || !*more) break;
        POS_ASSERT(row.line > line);
        line = row.line;
        check_row(*reader, options, row);
        for (const std::string_view field : row.fields) bytes += field.size() + 1;
    }
    return 0;
}
