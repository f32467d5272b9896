#pragma once

#include <png.h>
#include <turbojpeg.h>

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "pos/base/bytes.hpp"

namespace test {

struct Rgba {
    std::uint8_t red{0}, green{0}, blue{0}, alpha{255};
    bool operator==(const Rgba&) const = default;
};
inline constexpr Rgba kRed{255, 0, 0, 255};
inline constexpr Rgba kBlue{0, 0, 255, 255};

using Paint = std::function<Rgba(int x, int y)>;

inline std::vector<std::uint8_t> painted(int width, int height, const Paint& paint) {
    std::vector<std::uint8_t> rgba;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const Rgba c = paint(x, y);
            rgba.insert(rgba.end(), {c.red, c.green, c.blue, c.alpha});
        }
    return rgba;
}

inline pos::Bytes bytes_of(const unsigned char* data, std::size_t size) {
    const auto* const from = reinterpret_cast<const std::byte*>(data);
    return {from, from + size};
}

inline pos::Bytes png_of(int width, int height, const Paint& paint) {
    const auto rgba = painted(width, height, paint);
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, rgba.data(), 0, nullptr);
    pos::Bytes bytes(size);
    png_image_write_to_memory(&image, bytes.data(), &size, 0, rgba.data(), 0, nullptr);
    bytes.resize(size);
    return bytes;
}

inline pos::Bytes jpeg_of(int width, int height, const Paint& paint) {
    const auto rgba = painted(width, height, paint);
    tjhandle turbo = tjInitCompress();
    unsigned char* data = nullptr;
    unsigned long size = 0;
    tjCompress2(turbo, rgba.data(), width, 0, height, TJPF_RGBA, &data, &size, TJSAMP_444, 95, 0);
    pos::Bytes bytes = bytes_of(data, size);
    tjFree(data);
    tjDestroy(turbo);
    return bytes;
}

/// The same with a camera's note of how it was held, in big-endian Exif.
inline pos::Bytes held(pos::Bytes jpeg, std::uint8_t orientation) {
    const std::array<std::uint8_t, 36> exif{
        0xFF, 0xE1, 0,    34,   'E', 'x', 'i', 'f', 0, 0, 'M', 'M',         0, 42, 0, 0, 0, 8,
        0,    1,    0x01, 0x12, 0,   3,   0,   0,   0, 1, 0,   orientation, 0, 0,  0, 0, 0, 0};
    const auto* const from = reinterpret_cast<const std::byte*>(exif.data());
    jpeg.insert(jpeg.begin() + 2, from, from + exif.size());
    return jpeg;
}

}  // namespace test
