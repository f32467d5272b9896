#pragma once

#include <cstdint>
#include <expected>
#include <vector>

#include "app/till/pictures/picture.hpp"

// For the .cpp files of this folder only.
namespace till::pictures {

/// A decoded picture of any shape, RGBA.
struct Raster {
    int width{0};
    int height{0};
    std::vector<std::uint8_t> rgba;
};

std::expected<Raster, PictureError> decode_png(pos::BytesView bytes);

/// At least `side_px` on its shorter side where the file is; JPEG shrinks by eighths while it
/// decodes.
std::expected<Raster, PictureError> decode_jpeg(pos::BytesView bytes, int side_px);

/// How a camera was held, from the Exif data of a JPEG: 1 upright … 8, as the tag says.
///
/// source: Exif 2.3, tag 0x0112
int orientation_of(pos::BytesView jpeg);

/// The middle square at that size, each pixel the mean of those it stands for, turned upright.
Picture squared(const Raster& raster, int side_px, int orientation);

}  // namespace till::pictures
