#include <algorithm>
#include <array>

#include "app/till/pictures/raster.hpp"

namespace till::pictures {

namespace {

/// The mean colour of a rectangle, each pixel counted by how much of it is there.
std::array<std::uint8_t, 4> mean(const Raster& raster, int left, int top, int right, int bottom) {
    std::array<std::uint64_t, 3> colour{};
    std::uint64_t alpha = 0;
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            const std::uint8_t* const pixel =
                &raster.rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(raster.width) +
                              static_cast<std::size_t>(x)) *
                             4];
            for (std::size_t i = 0; i < 3; ++i) colour[i] += std::uint64_t{pixel[i]} * pixel[3];
            alpha += pixel[3];
        }
    }
    if (alpha == 0) return {};
    const auto pixels =
        static_cast<std::uint64_t>(right - left) * static_cast<std::uint64_t>(bottom - top);
    const auto of = [](std::uint64_t sum, std::uint64_t by) {
        return static_cast<std::uint8_t>((sum + by / 2) / by);
    };
    return {of(colour[0], alpha), of(colour[1], alpha), of(colour[2], alpha), of(alpha, pixels)};
}

/// Where the pixel (x, y) of the upright picture lies in one that was taken like that.
std::pair<int, int> turned(int x, int y, int last, int orientation) {
    switch (orientation) {
        case 2:
            return {last - x, y};
        case 3:
            return {last - x, last - y};
        case 4:
            return {x, last - y};
        case 5:
            return {y, x};
        case 6:
            return {y, last - x};
        case 7:
            return {last - y, last - x};
        case 8:
            return {last - y, x};
        default:
            return {x, y};
    }
}

}  // namespace

Picture squared(const Raster& raster, int side_px, int orientation) {
    const int source = std::min(raster.width, raster.height);
    const int left = (raster.width - source) / 2;
    const int top = (raster.height - source) / 2;
    Picture picture{side_px, {}};
    picture.rgba.reserve(static_cast<std::size_t>(side_px) * static_cast<std::size_t>(side_px) * 4);
    const auto from = [&](int at) {
        return static_cast<int>(static_cast<std::int64_t>(at) * source / side_px);
    };
    const auto behind = [&](int at) { return std::max(from(at + 1), from(at) + 1); };
    for (int y = 0; y < side_px; ++y) {
        for (int x = 0; x < side_px; ++x) {
            const auto [at_x, at_y] = turned(x, y, side_px - 1, orientation);
            const auto pixel = mean(raster, left + from(at_x), top + from(at_y),
                                    left + behind(at_x), top + behind(at_y));
            picture.rgba.insert(picture.rgba.end(), pixel.begin(), pixel.end());
        }
    }
    return picture;
}

}  // namespace till::pictures
