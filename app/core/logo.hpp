#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "app/core/logo_fault.hpp"
#include "app/core/register_service.hpp"
#include "drivers/printer/pictures.hpp"
#include "pos/base/bytes.hpp"
#include "pos/store/reader.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// The name by which documents call the shop's logo.
inline constexpr std::string_view kLogoName = "logo";

/// A PNG or JPEG file as the head of a receipt: a PNG in shades of grey, at most 576 dots wide and
/// 320 high (72 by 40 mm), made smaller where it is larger.
std::expected<pos::Bytes, LogoFault> logo_of_file(const std::string& file);
/// The same, with the fault in a sentence.
Outcome<pos::Bytes> read_logo_file(const std::string& file);

/// The bytes of a PNG or JPEG file as the head of a bill: a PNG in its colours on white, at most
/// 720 dots wide and 288 high (60 by 24 mm at 305 dots an inch), made smaller where it is larger.
std::expected<pos::Bytes, LogoFault> bill_logo_of(pos::BytesView file);
/// The same of a file on the disk, with the fault in a sentence.
Outcome<pos::Bytes> read_bill_logo_file(const std::string& file);

/// The shop's logo; empty where it has none.
Outcome<std::optional<pos::Bytes>> read_logo(pos::store::Reader& reader);

/// By which the journal names a logo; none has no name.
std::string logo_name(const std::optional<pos::Bytes>& png);

/// Keeps a logo in the shop's database, so that it is backed up with it; `png` empty: removes it.
/// The journal says who changed it, and from which picture to which (logo_name()).
Outcome<void> put_logo(pos::store::Store& store, const ShopState& shop, pos::BytesView png,
                       pos::Instant now);

/// The pictures of the shop's documents: its logo.
///
/// threads: any number at once
class ShopPictures final : public drivers::printer::Pictures {
public:
    /// Without pictures.
    ShopPictures() = default;
    static Outcome<ShopPictures> read(pos::store::Reader& reader);

    std::optional<drivers::printer::Ink> find(std::string_view name) const override;

private:
    std::optional<drivers::printer::Ink> logo_;
};

}  // namespace app::core
