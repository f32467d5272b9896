#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <memory>
#include <span>

#include "app/till/pictures/raster.hpp"

namespace till::pictures {

namespace {

constexpr std::size_t kBytesAPixel = 4;

bool too_large(std::uint64_t width, std::uint64_t height) {
    return width == 0 || height == 0 || width > kPixelsMax / height;
}

Raster room_for(int width, int height) {
    Raster raster{width, height, {}};
    raster.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                       kBytesAPixel);
    return raster;
}

struct EndTurbo {
    void operator()(void* handle) const { tjDestroy(handle); }
};

/// The smallest size JPEG can decode to directly that still has `side_px` on its shorter side.
tjscalingfactor factor_for(int width, int height, int side_px) {
    int count = 0;
    const tjscalingfactor* const all = tjGetScalingFactors(&count);
    tjscalingfactor best{1, 1};
    for (const tjscalingfactor& one : std::span{all, static_cast<std::size_t>(count)}) {
        const int shorter = std::min(TJSCALED(width, one), TJSCALED(height, one));
        const bool smaller = one.num * best.denom < best.num * one.denom;
        if (shorter >= side_px && smaller) best = one;
    }
    return best;
}

}  // namespace

std::expected<Raster, PictureError> decode_png(pos::BytesView bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return std::unexpected{PictureError::not_a_picture};
    if (too_large(image.width, image.height)) {
        png_image_free(&image);
        return std::unexpected{PictureError::too_large};
    }
    image.format = PNG_FORMAT_RGBA;
    Raster raster = room_for(static_cast<int>(image.width), static_cast<int>(image.height));
    const bool read = png_image_finish_read(&image, nullptr, raster.rgba.data(), 0, nullptr) != 0;
    png_image_free(&image);
    if (!read) return std::unexpected{PictureError::not_a_picture};
    return raster;
}

std::expected<Raster, PictureError> decode_jpeg(pos::BytesView bytes, int side_px) {
    const std::unique_ptr<void, EndTurbo> turbo{tjInitDecompress()};
    const auto* const data = reinterpret_cast<const unsigned char*>(bytes.data());
    const auto size = static_cast<unsigned long>(bytes.size());
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    if (!turbo ||
        tjDecompressHeader3(turbo.get(), data, size, &width, &height, &subsampling, &colours) != 0)
        return std::unexpected{PictureError::not_a_picture};
    if (too_large(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)))
        return std::unexpected{PictureError::too_large};
    const tjscalingfactor factor = factor_for(width, height, side_px);
    Raster raster = room_for(TJSCALED(width, factor), TJSCALED(height, factor));
    const int done =
        tjDecompress2(turbo.get(), data, size, raster.rgba.data(), raster.width, 0, raster.height,
                      TJPF_RGBA, TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING);
    if (done != 0) return std::unexpected{PictureError::not_a_picture};
    return raster;
}

}  // namespace till::pictures
