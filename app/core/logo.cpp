#include "app/core/logo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "app/core/pictures.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/png.hpp"

namespace app::core {

namespace {

using drivers::printer::Ink;

constexpr std::size_t kFileBytesMax = 4U << 20;
constexpr unsigned kWidthMax = 576;
constexpr unsigned kHeightMax = 320;

Outcome<pos::Bytes> contents_of(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    std::vector<char> bytes(kFileBytesMax + 1);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (in.bad() || (in.fail() && !in.eof())) {
        return std::unexpected{Failure{FailureKind::environment, file + " cannot be read."}};
    }
    const auto size = static_cast<std::size_t>(in.gcount());
    if (size > kFileBytesMax) {
        return refuse(file + " is above 4 MiB. A logo of 576 dots is a few kilobytes.");
    }
    const auto view = pos::as_bytes(std::string_view{bytes.data(), size});
    return pos::Bytes{view.begin(), view.end()};
}

Outcome<Ink> picture_in(const std::string& file) {
    const auto bytes = contents_of(file);
    if (!bytes) return std::unexpected{bytes.error()};
    auto ink = drivers::printer::read_png(*bytes);
    if (ink) return std::move(*ink);
    switch (ink.error()) {
        case drivers::printer::PngError::not_a_png:
            return refuse(file + " is no PNG, or a damaged one. Save the logo as PNG.");
        case drivers::printer::PngError::too_large:
            return refuse(file + " is above 4096 dots a side. 576 across are all a receipt has.");
    }
    return refuse(file + " is no picture.");
}

/// By which the journal names a logo.
std::string name_of(const std::optional<pos::Bytes>& png) {
    if (!png) return {};
    return name_of_contents({reinterpret_cast<const char*>(png->data()), png->size()});
}

}  // namespace

Outcome<pos::Bytes> read_logo_file(const std::string& file) {
    const auto ink = picture_in(file);
    if (!ink) return std::unexpected{ink.error()};
    const auto by_height = std::uint64_t{ink->width} * kHeightMax / std::max(ink->height, 1U);
    const unsigned width =
        static_cast<unsigned>(std::clamp<std::uint64_t>(by_height, 1, kWidthMax));
    const Ink logo = drivers::printer::fitted(*ink, width);
    const Ink printed = drivers::printer::dithered(logo);
    if (std::ranges::count(printed.dots, 0) == std::ranges::ssize(printed.dots)) {
        return refuse(file + " is blank: nothing of it would be seen on paper.");
    }
    return drivers::printer::write_png(logo, drivers::printer::kDotsPerInch);
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
    const auto local = shop.zone.local(now);
    const auto& shift = shop.opening.shift;
    const auto& user = shop.opening.user;
    pos::store::Batch batch;
    batch.events.emplace_back(pos::journal::SettingChanged{
        .when = {local, shift ? shift->opened.business_date : local.date, shop.journal.zone},
        .user = {user.id, user.name},
        .key = std::string{kLogoSetting},
        .from = name_of(*before),
        .to = name_of(wanted)});
    const auto put = [&](pos::store::CatalogueWriter& catalogue) -> pos::store::Answer<void> {
        const auto done = catalogue.put_setting(kLogoSetting, png);
        if (!done) return std::unexpected{pos::store::to_store_error(done.error())};
        return {};
    };
    const auto stored = store.change_catalogue(put, std::move(batch), now);
    if (!stored) return std::unexpected{failure(stored.error())};
    return {};
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
