#include "app/core/logo.hpp"

#include <algorithm>
#include <fstream>
#include <vector>

#include "app/core/change_setting.hpp"
#include "app/core/pictures.hpp"
#include "drivers/printer/colours.hpp"
#include "drivers/printer/jpeg.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/png.hpp"

namespace app::core {

namespace {

using drivers::printer::Ink;

constexpr std::size_t kFileBytesMax = 4U << 20;
constexpr unsigned kWidthMax = 576;
constexpr unsigned kHeightMax = 320;

std::expected<pos::Bytes, LogoFault> contents_of(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    std::vector<char> bytes(kFileBytesMax + 1);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (in.bad() || (in.fail() && !in.eof())) return std::unexpected{LogoFault::cannot_read};
    const auto size = static_cast<std::size_t>(in.gcount());
    if (size > kFileBytesMax) return std::unexpected{LogoFault::too_many_bytes};
    const auto view = pos::as_bytes(std::string_view{bytes.data(), size});
    return pos::Bytes{view.begin(), view.end()};
}

/// A picture by whichever of the two readers takes it.
template <class Picture, class PngReader, class JpegReader>
std::expected<Picture, LogoFault> picture_in(pos::BytesView bytes, PngReader read_png,
                                             JpegReader read_jpeg) {
    using drivers::printer::JpegError;
    using drivers::printer::PngError;
    auto png = read_png(bytes);
    if (png) return std::move(*png);
    if (png.error() == PngError::too_large) return std::unexpected{LogoFault::too_many_dots};
    auto jpeg = read_jpeg(bytes);
    if (jpeg) return std::move(*jpeg);
    return std::unexpected{jpeg.error() == JpegError::too_large ? LogoFault::too_many_dots
                                                                : LogoFault::not_a_picture};
}

/// On a bill: 60 by 24 mm at 305 dots an inch.
constexpr unsigned kBillWidthMax = 720;
constexpr unsigned kBillHeightMax = 288;
constexpr unsigned kBillDotsPerInch = 305;
constexpr std::uint8_t kAlmostWhite = 250;

Failure failure_of(LogoFault fault, const std::string& file) {
    switch (fault) {
        case LogoFault::cannot_read:
            return {FailureKind::environment, file + " cannot be read."};
        case LogoFault::too_many_bytes:
            return {FailureKind::refused,
                    file + " is above 4 MiB. A logo of 576 dots is a few kilobytes."};
        case LogoFault::not_a_picture:
            return {FailureKind::refused,
                    file + " is no PNG or JPEG, or a damaged one. Save the logo as PNG."};
        case LogoFault::too_many_dots:
            return {FailureKind::refused,
                    file +
                        " is above 4096 dots a side. Make it smaller: 720 across are enough for a "
                        "bill, and 576 are all a receipt has."};
        case LogoFault::blank:
            return {FailureKind::refused,
                    file + " is blank: nothing of it would be seen on paper."};
    }
    return {FailureKind::refused, file + " is no picture."};
}

}  // namespace

std::expected<pos::Bytes, LogoFault> logo_of_file(const std::string& file) {
    const auto bytes = contents_of(file);
    if (!bytes) return std::unexpected{bytes.error()};
    const auto ink =
        picture_in<Ink>(*bytes, drivers::printer::read_png, drivers::printer::read_jpeg);
    if (!ink) return std::unexpected{ink.error()};
    const auto by_height = std::uint64_t{ink->width} * kHeightMax / std::max(ink->height, 1U);
    const unsigned width =
        static_cast<unsigned>(std::clamp<std::uint64_t>(by_height, 1, kWidthMax));
    const Ink logo = drivers::printer::fitted(*ink, width);
    const Ink printed = drivers::printer::dithered(logo);
    if (std::ranges::count(printed.dots, 0) == std::ranges::ssize(printed.dots))
        return std::unexpected{LogoFault::blank};
    return drivers::printer::write_png(logo, drivers::printer::kDotsPerInch);
}

Outcome<pos::Bytes> read_logo_file(const std::string& file) {
    auto logo = logo_of_file(file);
    if (!logo) return std::unexpected{failure_of(logo.error(), file)};
    return std::move(*logo);
}

std::expected<pos::Bytes, LogoFault> bill_logo_of(pos::BytesView file) {
    using drivers::printer::Colours;
    if (file.size() > kFileBytesMax) return std::unexpected{LogoFault::too_many_bytes};
    const auto picture = picture_in<Colours>(file, drivers::printer::read_png_colours,
                                             drivers::printer::read_jpeg_colours);
    if (!picture) return std::unexpected{picture.error()};
    const Colours logo = drivers::printer::fitted(*picture, kBillWidthMax, kBillHeightMax);
    const bool blank =
        std::ranges::all_of(logo.rgb, [](std::uint8_t part) { return part >= kAlmostWhite; });
    if (blank) return std::unexpected{LogoFault::blank};
    return drivers::printer::write_png(logo, kBillDotsPerInch);
}

Outcome<pos::Bytes> read_bill_logo_file(const std::string& file) {
    const auto bytes = contents_of(file);
    if (!bytes) return std::unexpected{failure_of(bytes.error(), file)};
    auto logo = bill_logo_of(*bytes);
    if (!logo) return std::unexpected{failure_of(logo.error(), file)};
    return std::move(*logo);
}

std::string logo_name(const std::optional<pos::Bytes>& png) {
    if (!png) return {};
    return name_of_contents({reinterpret_cast<const char*>(png->data()), png->size()});
}

Outcome<std::optional<pos::Bytes>> read_logo(pos::store::Reader& reader) {
    const auto bytes = reader.catalogue().setting(kLogoSetting);
    if (!bytes) return std::unexpected{failure(pos::store::to_store_error(bytes.error()))};
    if (!*bytes || (*bytes)->empty()) return std::nullopt;
    return **bytes;
}

Outcome<void> put_logo(pos::store::Store& store, const ShopState& shop, pos::BytesView png,
                       pos::Instant now) {
    const auto before = read_logo(store.reader());
    if (!before) return std::unexpected{before.error()};
    std::optional<pos::Bytes> wanted;
    if (!png.empty()) wanted.emplace(png.begin(), png.end());
    if (*before == wanted) return {};
    return change_setting(
        store, shop, {std::string{kLogoSetting}, logo_name(*before), logo_name(wanted)},
        [&](pos::store::CatalogueWriter& to) { return to.put_setting(kLogoSetting, png); }, now);
}

Outcome<ShopPictures> ShopPictures::read(pos::store::Reader& reader) {
    const auto png = read_logo(reader);
    if (!png) return std::unexpected{png.error()};
    ShopPictures pictures;
    if (!*png) return pictures;
    // What cannot be read is left out: a receipt without its logo is still a receipt.
    if (auto ink = drivers::printer::read_png(**png)) pictures.logo_ = std::move(*ink);
    return pictures;
}

std::optional<Ink> ShopPictures::find(std::string_view name) const {
    if (name != kLogoName) return std::nullopt;
    return logo_;
}

}  // namespace app::core
