#include "app/core/invoice/page/picture.hpp"

#include <cstdint>
#include <cstring>

#include "app/core/invoice/read_picture.hpp"
#include "drivers/printer/jpeg.hpp"
#include "drivers/printer/png.hpp"

namespace app::core::invoice {

std::shared_ptr<const Picture> read_picture(pos::BytesView png) {
    const auto colours = drivers::printer::read_png_colours(png);
    if (!colours || colours->width == 0 || colours->height == 0) return nullptr;
    Picture::Surface surface{cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(colours->width), static_cast<int>(colours->height))};
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    unsigned char* const rows = cairo_image_surface_get_data(surface.get());
    for (unsigned y = 0; y < colours->height; ++y) {
        const std::uint8_t* from = colours->rgb.data() + colours->place(0, y);
        for (unsigned x = 0; x < colours->width; ++x, from += 3) {
            // A dot is a number of 32 bits, whatever the order of its bytes is.
            const std::uint32_t dot =
                std::uint32_t{from[0]} << 16 | std::uint32_t{from[1]} << 8 | std::uint32_t{from[2]};
            std::memcpy(rows + y * stride + std::size_t{x} * 4, &dot, sizeof dot);
        }
    }
    cairo_surface_mark_dirty(surface.get());
    // As it stands in the file: else its dots would be packed anew for each bill, which takes
    // longer than all the rest of it.
    auto jpeg = std::make_unique<pos::Bytes>(drivers::printer::write_jpeg(*colours));
    const auto* const bytes = reinterpret_cast<const unsigned char*>(jpeg->data());
    const auto size = static_cast<unsigned long>(jpeg->size());
    const auto free_bytes = [](void* kept) { delete static_cast<pos::Bytes*>(kept); };
    if (cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG, bytes, size, free_bytes,
                                    jpeg.get()) == CAIRO_STATUS_SUCCESS)
        (void)jpeg.release();
    return std::make_shared<const Picture>(std::move(surface));
}

}  // namespace app::core::invoice
