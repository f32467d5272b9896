#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "app/core/countries.hpp"
#include "app/core/init.hpp"
#include "app/till/shell/goods_file.hpp"

namespace till {

/// A file of goods as a shop that is yet to be made would take it in.
struct NewGoods {
    shell::GoodsPreview preview;
    pos::Hash content{};  // of the file
};
/// Told row by row how many were read.
using RowsRead = std::function<void(std::uint64_t rows)>;

/// When it is, and where identifiers come from.
struct Making {
    pos::Instant now{};
    pos::Random& random;
    RowsRead rows_read{};
};

/// What the file would bring a shop of that country; `mapping` says which column is what, empty:
/// that is guessed.
std::expected<NewGoods, shell::GoodsRefused> look_at_new_goods(const std::string& file,
                                                               const shell::GoodsMapping& mapping,
                                                               const app::core::Country& country,
                                                               const Making& making);

/// What a shop is to be made of.
struct NewShop {
    struct File {
        std::string path;
        pos::Hash shown{};              // of what was looked at
        shell::GoodsMapping mapping{};  // as it was shown
    };
    app::core::NewShopOptions shop;
    std::optional<File> goods{};
};

/// A shop that was made; why its goods are not in it all the same.
struct MadeShop {
    std::optional<shell::GoodsRefused> goods{};
};

/// Why there is none: its file of goods, or anything else.
using NotMade = std::variant<shell::GoodsRefused, app::core::Failure>;

/// Makes the shop, with the goods of the file. That is read once more before anything is made: what
/// is taken in is what was shown.
///
/// errors: the file is gone, cannot be read or is another one than was shown; as init_shop. Then
///         nothing was made. A shop that cannot be read right behind that stands, without goods
std::expected<MadeShop, NotMade> make_shop(const std::string& where, const NewShop& wanted,
                                           const pos::store::StoreOptions& options,
                                           const Making& making);

}  // namespace till
