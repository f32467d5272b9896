#pragma once

#include <cairo.h>

#include <memory>
#include <utility>

namespace app::core::invoice {

/// A picture that pages show: see read_picture(). It has no transparency: PDF/A keeps it as it is.
///
/// threads: one at a time, that of the pages it is drawn on
class Picture {
public:
    struct FreeSurface {
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    };
    using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;

    /// requires: an image of a width and a height
    explicit Picture(Surface surface) : surface_{std::move(surface)} {}
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;
    ~Picture() = default;

    int width() const { return cairo_image_surface_get_width(surface_.get()); }
    int height() const { return cairo_image_surface_get_height(surface_.get()); }
    /// For Cairo, which keeps one copy of it in each file.
    cairo_surface_t* surface() const { return surface_.get(); }

private:
    Surface surface_;
};

}  // namespace app::core::invoice
