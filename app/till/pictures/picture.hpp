#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <vector>

#include "pos/base/bytes.hpp"

namespace till::pictures {

/// A square picture: red, green, blue and alpha (not multiplied in), a byte each, row by row.
struct Picture {
    int side_px{0};
    std::vector<std::uint8_t> rgba;
};

enum class PictureError {
    missing,        // no such file, or one that cannot be read
    too_large,      // above kFileBytesMax, or more pixels than anybody photographs
    not_a_picture,  // neither PNG nor JPEG, or damaged
};

inline constexpr std::uintmax_t kFileBytesMax = 32'000'000;
inline constexpr std::uint64_t kPixelsMax = 50'000'000;

/// The middle square of a PNG or JPEG file, turned as the camera was held, shrunk or grown to
/// `side_px`.
///
/// requires: 0 < side_px <= 1024
std::expected<Picture, PictureError> read_picture(const std::filesystem::path& file, int side_px);
std::expected<Picture, PictureError> decode_picture(pos::BytesView bytes, int side_px);

}  // namespace till::pictures
