#include <cairo.h>

#include <memory>

#include "drivers/display/emulator/emulated_pole.hpp"

namespace drivers::display::emulator {

namespace {

struct FreeSurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct FreeDrawing {
    void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
};

}  // namespace

pos::Bytes picture_of(const std::string& upper, const std::string& lower) {
    constexpr double kCell = 24;
    constexpr double kLine = 48;
    constexpr double kBorder = 28;
    const int width = static_cast<int>(kCell * kColumns + 2 * kBorder);
    const int height = static_cast<int>(kLine * 2 + 2 * kBorder);
    const std::unique_ptr<cairo_surface_t, FreeSurface> surface{
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)};
    const std::unique_ptr<cairo_t, FreeDrawing> drawing{cairo_create(surface.get())};
    cairo_t* const pen = drawing.get();
    cairo_set_source_rgb(pen, 0.06, 0.07, 0.07);
    cairo_paint(pen);
    cairo_select_font_face(pen, "monospace", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    cairo_set_font_size(pen, 34);
    double line = 0;
    for (const std::string* text : {&upper, &lower}) {
        std::size_t column = 0;
        for (std::size_t at = 0; at < text->size(); ++column) {
            std::size_t next = at + 1;
            while (next < text->size() &&
                   (static_cast<unsigned char>((*text)[next]) & 0xC0U) == 0x80U) {
                ++next;
            }
            const double x = kBorder + kCell * static_cast<double>(column);
            cairo_set_source_rgb(pen, 0.10, 0.13, 0.12);
            cairo_rectangle(pen, x + 1, kBorder + kLine * line + 3, kCell - 3, kLine - 8);
            cairo_fill(pen);
            cairo_set_source_rgb(pen, 0.36, 0.96, 0.74);
            cairo_move_to(pen, x + 1, kBorder + kLine * line + 36);
            cairo_show_text(pen, text->substr(at, next - at).c_str());
            at = next;
        }
        line += 1;
    }
    pos::Bytes png;
    cairo_surface_write_to_png_stream(
        surface.get(),
        [](void* to, const unsigned char* data, unsigned size) {
            auto& bytes = *static_cast<pos::Bytes*>(to);
            const auto* const from = reinterpret_cast<const std::byte*>(data);
            bytes.insert(bytes.end(), from, from + size);
            return CAIRO_STATUS_SUCCESS;
        },
        &png);
    return png;
}

}  // namespace drivers::display::emulator
