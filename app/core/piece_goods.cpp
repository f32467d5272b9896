#include "app/core/piece_goods.hpp"

#include <fmt/format.h>

#include "pos/money/decimal.hpp"

namespace app::core {

Outcome<void> check_pieces(const pos::catalog::Item& item, pos::Quantity quantity) {
    if (item.weighed() || is_whole(quantity)) return {};
    return misuse(Why::other, "by_the_piece",
                  fmt::format("{} {}: {} is no whole number, and these goods are sold by the "
                              "piece. Say how many pieces; goods that are weighed or measured need "
                              "a unit such as kg first.",
                              item.number, item.name, to_string(quantity)));
}

}  // namespace app::core
