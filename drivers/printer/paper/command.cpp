#include "drivers/printer/paper/command.hpp"

namespace drivers::printer::paper {

namespace {

std::uint64_t little_endian(pos::BytesView bytes, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;) value = value << 8 | std::to_integer<unsigned>(bytes[i]);
    return value;
}

}  // namespace

Length by_header(pos::BytesView behind_name) {
    if (behind_name.size() < 2) return {2, false};
    return {2 + little_endian(behind_name, 2), true};
}

Length by_family(pos::BytesView behind_name) {
    if (behind_name.empty()) return {1, false};
    const Length rest = by_header(behind_name.subspan(1));
    return {1 + rest.size, rest.known};
}

Length by_long_header(pos::BytesView behind_name) {
    if (behind_name.size() < 4) return {4, false};
    return {4 + little_endian(behind_name, 4), true};
}

Length by_count(pos::BytesView behind_name) {
    if (behind_name.empty()) return {1, false};
    return {1 + little_endian(behind_name, 1), true};
}

}  // namespace drivers::printer::paper
