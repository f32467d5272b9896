#include "app/till/window/png.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <cstring>

namespace till::window {

std::string write_png(const std::filesystem::path& file, int width, int height,
                      std::span<const std::uint8_t> rgbx) {
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    std::uint8_t* out = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; out && y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const std::uint8_t* from = rgbx.data() + (y * width + x) * 4;
            const std::uint32_t pixel =
                std::uint32_t{from[0]} << 16 | std::uint32_t{from[1]} << 8 | std::uint32_t{from[2]};
            std::memcpy(out + y * stride + x * 4, &pixel, sizeof pixel);
        }
    cairo_surface_mark_dirty(surface);
    const cairo_status_t status = cairo_surface_write_to_png(surface, file.c_str());
    cairo_surface_destroy(surface);
    if (status == CAIRO_STATUS_SUCCESS) return {};
    return fmt::format("The picture {} was not written: {}.", file.string(),
                       cairo_status_to_string(status));
}

}  // namespace till::window
