#include "drivers/printer/png.hpp"

#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <csetjmp>

#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

void append(png_structp png, png_bytep data, std::size_t size) {
    auto& bytes = *static_cast<pos::Bytes*>(png_get_io_ptr(png));
    const auto view = std::as_bytes(std::span{data, size});
    bytes.insert(bytes.end(), view.begin(), view.end());
}

void flush(png_structp) {}

std::uint8_t inverse(std::uint8_t value) {
    return static_cast<std::uint8_t>(255 - value);
}

}  // namespace

namespace {

/// What a PNG row is made from.
class Rows {
public:
    virtual ~Rows() = default;
    virtual void fill(unsigned y, std::vector<std::uint8_t>& row) const = 0;
};

/// Two dots a byte, in sixteen shades.
class GreyRows final : public Rows {
public:
    explicit GreyRows(const Ink& ink) : ink_{ink} {}
    void fill(unsigned y, std::vector<std::uint8_t>& row) const override {
        const std::uint8_t* from = ink_.dots.data() + std::size_t{y} * ink_.width;
        for (unsigned x = 0; x + 1 < ink_.width; x += 2) {
            row[x / 2] =
                static_cast<std::uint8_t>(sixteenth(from[x]) << 4 | sixteenth(from[x + 1]));
        }
        if (ink_.width % 2 != 0) {
            row[ink_.width / 2] = static_cast<std::uint8_t>(sixteenth(from[ink_.width - 1]) << 4);
        }
    }

private:
    /// 0 is black, 15 bare paper.
    static unsigned sixteenth(std::uint8_t dot) { return 15U - (dot + 8U) / 17U; }

    const Ink& ink_;
};

class ColourRows final : public Rows {
public:
    ColourRows(const Ink& ink, const Ink& second) : ink_{ink}, second_{second} {}
    void fill(unsigned y, std::vector<std::uint8_t>& row) const override {
        for (unsigned x = 0; x < ink_.width; ++x) {
            const unsigned bare = inverse(ink_.at(x, y));
            const unsigned red = second_.at(x, y);
            row[x * 3] = static_cast<std::uint8_t>(bare * (255 - red / 4) / 255);
            row[x * 3 + 1] = row[x * 3 + 2] = static_cast<std::uint8_t>(bare * (255 - red) / 255);
        }
    }

private:
    const Ink& ink_;
    const Ink& second_;
};

class AllColoursRows final : public Rows {
public:
    explicit AllColoursRows(const Colours& picture) : picture_{picture} {}
    void fill(unsigned y, std::vector<std::uint8_t>& row) const override {
        const auto from = picture_.rgb.begin() + static_cast<std::ptrdiff_t>(picture_.place(0, y));
        std::copy_n(from, row.size(), row.begin());
    }

private:
    const Colours& picture_;
};

enum class Packing : bool { quick, small };

pos::Bytes write(const Rows& rows, unsigned width, unsigned height, bool colour,
                 unsigned dots_per_inch, Packing packing = Packing::quick) {
    POS_ASSERT(width > 0 && height > 0);
    pos::Bytes bytes;
    std::vector<std::uint8_t> row(colour ? std::size_t{width} * 3 : (std::size_t{width} + 1) / 2);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    POS_ASSERT(info != nullptr);
    // libpng comes back here on a fault; writing a whole picture to memory has none.
    const bool fault = setjmp(png_jmpbuf(png)) != 0;  // NOLINT(cert-err52-cpp)
    POS_ASSERT(!fault);
    png_set_write_fn(png, &bytes, append, flush);
    png_set_IHDR(png, info, width, height, colour ? 8 : 4,
                 colour ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const auto dots_per_metre = static_cast<png_uint_32>((dots_per_inch * 10'000U + 127) / 254);
    png_set_pHYs(png, info, dots_per_metre, dots_per_metre, PNG_RESOLUTION_METER);
    // Bare paper and edges: filters and searches cost five times the time and save a twentieth.
    if (packing == Packing::quick) {
        png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
        png_set_compression_strategy(png, Z_RLE);
    }
    png_write_info(png, info);
    for (unsigned y = 0; y < height; ++y) {
        rows.fill(y, row);
        png_write_row(png, row.data());
    }
    png_write_end(png, nullptr);
    png_destroy_write_struct(&png, &info);
    return bytes;
}

}  // namespace

pos::Bytes write_png(const Ink& ink, unsigned dots_per_inch) {
    return write(GreyRows{ink}, ink.width, ink.height, false, dots_per_inch);
}

pos::Bytes write_png(const Ink& ink, const Ink& second, unsigned dots_per_inch) {
    POS_ASSERT(ink.width == second.width && ink.height == second.height);
    return write(ColourRows{ink, second}, ink.width, ink.height, true, dots_per_inch);
}

pos::Bytes write_png(const Colours& picture, unsigned dots_per_inch) {
    return write(AllColoursRows{picture}, picture.width, picture.height, true, dots_per_inch,
                 Packing::small);
}

namespace {

/// Read on white in that format of libpng's, of which each dot takes as many bytes of the member
/// `dots` as the picture has room for.
template <class Picture>
std::expected<Picture, PngError> read_as(pos::BytesView bytes, png_uint_32 format,
                                         std::vector<std::uint8_t> Picture::* dots) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) {
        return std::unexpected{PngError::not_a_png};
    }
    if (image.width > kSideMax || image.height > kSideMax) {
        png_image_free(&image);
        return std::unexpected{PngError::too_large};
    }
    image.format = format;
    Picture picture{image.width, image.height};
    const png_color white{255, 255, 255};
    const bool read =
        png_image_finish_read(&image, &white, (picture.*dots).data(), 0, nullptr) != 0;
    png_image_free(&image);
    if (!read) return std::unexpected{PngError::not_a_png};
    return picture;
}

}  // namespace

std::expected<Ink, PngError> read_png(pos::BytesView bytes) {
    auto ink = read_as(bytes, PNG_FORMAT_GRAY, &Ink::dots);
    if (ink) std::ranges::transform(ink->dots, ink->dots.begin(), inverse);
    return ink;
}

std::expected<Colours, PngError> read_png_colours(pos::BytesView bytes) {
    return read_as(bytes, PNG_FORMAT_RGB, &Colours::rgb);
}

}  // namespace drivers::printer
