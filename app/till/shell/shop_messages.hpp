#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/logo_fault.hpp"
#include "app/core/records.hpp"
#include "app/till/shell/goods_file.hpp"

namespace till::shell {

// What the screen of the shop asks for, and what it is answered.

/// A PNG as receipts have it; none.
using Logo = std::shared_ptr<const pos::Bytes>;

/// Answer: OwnShopRead.
struct ReadOwnShop {
    std::uint64_t ask{0};
};
/// Answer: OwnShopKept.
struct KeepOwnShop {
    std::uint64_t ask{0};
    app::core::ShopSheet sheet;
};
/// Without one: receipts have none any more. Answer: OwnShopKept.
struct KeepLogo {
    std::uint64_t ask{0};
    Logo logo;
};
/// Takes the last of these changes back. Answer: OwnShopKept.
struct UndoOwnShop {
    std::uint64_t ask{0};
};
/// Which pictures lie where people put files. Answer: PicturesFound.
struct FindPictures {};
/// What a picture would be on receipts. Answer: LogoLooked.
struct LookAtLogo {
    std::uint64_t ask{0};
    std::string path;
};
/// What a receipt would look like; a later one takes the place of an earlier. Answer: PaperDrawn.
struct DrawPaper {
    std::uint64_t ask{0};
    app::core::ShopSheet sheet;
    Logo logo;
    std::string cashier;
};

/// Whether the shop may be started over. Answer: StartingOverLooked.
struct LookAtStartingOver {
    std::uint64_t ask{0};
};
/// Ends this run: the shop is set aside, and the first questions are asked again.
struct StartOver {};

struct OwnShopRead {
    std::uint64_t ask{0};
    app::core::OwnShop shop;
};
/// It counts from the next customer on, or why not.
struct OwnShopKept {
    std::uint64_t ask{0};
    std::optional<app::core::RecordRefusal> refused{};
};
/// The newest first.
struct PicturesFound {
    std::vector<GoodsFile> files;
};
struct LogoLooked {
    std::uint64_t ask{0};
    Logo logo;
    std::optional<app::core::LogoFault> fault{};
};
struct StartingOverLooked {
    std::uint64_t ask{0};
    std::optional<app::core::Failure> why{};  // it may not
};
/// The picture of the paper is there, of that size. What makes no receipt is not answered.
struct PaperDrawn {
    std::uint64_t ask{0};
    int width_px{0};
    int height_px{0};
};

}  // namespace till::shell
