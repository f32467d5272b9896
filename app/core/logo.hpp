#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "app/core/register_service.hpp"
#include "drivers/printer/pictures.hpp"
#include "pos/base/bytes.hpp"
#include "pos/store/reader.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// The name by which documents call the shop's logo.
inline constexpr std::string_view kLogoName = "logo";

/// A picture file as the head of a receipt: a PNG in shades of grey, at most 576 dots wide and 320
/// high (72 by 40 mm), made smaller where it is larger.
///
/// errors: it is no PNG, above 4 MiB or 4,096 dots a side, or blank
Outcome<pos::Bytes> read_logo_file(const std::string& file);

/// The shop's logo; empty where it has none.
Outcome<std::optional<pos::Bytes>> read_logo(pos::store::Reader& reader);

/// Keeps a logo in the shop's database, so that it is backed up with it; `png` empty: removes it.
/// The journal says who changed it, and from which picture to which (name_of_contents()).
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
