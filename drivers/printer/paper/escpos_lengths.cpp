#include "drivers/printer/paper/escpos_lengths.hpp"

namespace drivers::printer::paper {

namespace {

constexpr unsigned kTabsMax = 32;

std::uint64_t at(pos::BytesView bytes, std::size_t index) {
    return std::to_integer<unsigned>(bytes[index]);
}

std::uint64_t two(pos::BytesView bytes, std::size_t index) {
    return at(bytes, index) | at(bytes, index + 1) << 8;
}

Length needs(std::uint64_t size) {
    return {size, false};
}

}  // namespace

/// A position that is not behind the one before ends the list and is no part of it.
Length length_of_tabs(pos::BytesView behind_name) {
    for (std::size_t i = 0; i < behind_name.size() && i <= kTabsMax; ++i) {
        if (behind_name[i] == std::byte{0}) return {i + 1};
        if (i == kTabsMax || (i > 0 && behind_name[i] <= behind_name[i - 1])) return {i};
    }
    return needs(behind_name.size() + 1);
}

Length length_of_user_characters(pos::BytesView behind_name) {
    if (behind_name.size() < 3) return needs(3);
    const std::uint64_t column = at(behind_name, 0);
    const std::uint64_t first = at(behind_name, 1);
    const std::uint64_t last = at(behind_name, 2);
    std::size_t size = 3;
    for (std::uint64_t code = first; code <= last; ++code) {
        if (behind_name.size() <= size) return needs(size + 1);
        size += 1 + at(behind_name, size) * column;
    }
    return {size};
}

Length length_of_bit_image(pos::BytesView behind_name) {
    if (behind_name.size() < 3) return needs(3);
    const std::uint64_t column = at(behind_name, 0) >= 32 ? 3 : 1;
    return {3 + two(behind_name, 1) * column};
}

Length length_of_old_qr(pos::BytesView behind_name) {
    if (behind_name.size() < 5) return needs(5);
    return {5 + two(behind_name, 3)};
}

Length length_of_stored_images(pos::BytesView behind_name) {
    if (behind_name.empty()) return needs(1);
    std::uint64_t size = 1;
    for (std::uint64_t left = at(behind_name, 0); left > 0; --left) {
        if (behind_name.size() < size + 4) return needs(size + 4);
        const auto here = static_cast<std::size_t>(size);
        size += 4 + two(behind_name, here) * two(behind_name, here + 2) * 8;
    }
    return {size};
}

Length length_of_user_data(pos::BytesView behind_name) {
    if (behind_name.size() < 7) return needs(7);
    return {7 + two(behind_name, 5)};
}

Length length_of_downloaded_image(pos::BytesView behind_name) {
    if (behind_name.size() < 2) return needs(2);
    return {2 + at(behind_name, 0) * at(behind_name, 1) * 8};
}

Length length_of_raster(pos::BytesView behind_name) {
    if (behind_name.size() < 5) return needs(5);
    return {5 + two(behind_name, 1) * two(behind_name, 3)};
}

Length length_of_column_image(pos::BytesView behind_name) {
    return length_of_raster(behind_name);
}

Length length_of_barcode(pos::BytesView behind_name) {
    if (behind_name.empty()) return needs(1);
    if (at(behind_name, 0) >= 65) {
        const Length counted = by_count(behind_name.subspan(1));
        return {1 + counted.size, counted.known};
    }
    const Length ended = until_nul<255>(behind_name.subspan(1));
    return {1 + ended.size, ended.known};
}

Length length_of_cut(pos::BytesView behind_name) {
    if (behind_name.empty()) return needs(1);
    const std::uint64_t m = at(behind_name, 0);
    const bool feeds = m == 65 || m == 66 || m == 97 || m == 98 || m == 103 || m == 104;
    return {feeds ? 2U : 1U};
}

/// The file says itself how long it is, behind "BM".
Length length_of_bitmap_file(pos::BytesView behind_name) {
    constexpr std::uint64_t kHead = 7;
    if (behind_name.size() < kHead + 6) return needs(kHead + 6);
    if (behind_name[kHead] != std::byte{'B'} || behind_name[kHead + 1] != std::byte{'M'}) {
        return {kHead};
    }
    const std::uint64_t size = two(behind_name, kHead + 2) | two(behind_name, kHead + 4) << 16;
    return {kHead + (size < 6 ? 6 : size)};
}

Length length_of_counter(pos::BytesView behind_name) {
    constexpr std::size_t kMost = 36;
    unsigned ends = 0;
    for (std::size_t i = 0; i < behind_name.size() && i < kMost; ++i) {
        if (behind_name[i] == std::byte{';'} && ++ends == 5) return {i + 1};
    }
    if (behind_name.size() >= kMost) return {0};
    return needs(behind_name.size() + 1);
}

Length length_of_status_request(pos::BytesView behind_name) {
    if (behind_name.empty()) return needs(1);
    const std::uint64_t n = at(behind_name, 0);
    return {n == 7 || n == 8 || n == 18 ? 2U : 1U};
}

Length length_of_real_time_control(pos::BytesView behind_name) {
    if (behind_name.empty()) return needs(1);
    switch (at(behind_name, 0)) {
        case 1:  // pulse: m t
        case 2:  // power off: a b
            return {3};
        case 3:  // buzzer: a b c r t1 t2
            return {7};
        case 8:  // clear: seven bytes that make sure it is meant
            return {8};
        case 7:
            return {2};
        default:
            return {1};
    }
}

}  // namespace drivers::printer::paper
