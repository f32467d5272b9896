#include "app/till/known_stock.hpp"

#include <limits>

#include "pos/store/office/membership.hpp"
#include "pos/store/office/stock.hpp"

namespace till {

pos::store::Answer<std::optional<pos::Quantity>> known_stock(pos::store::Reader& reader,
                                                             const pos::Ulid& item) {
    using Day = std::numeric_limits<std::int32_t>;
    const auto joined = pos::store::office::membership(reader.connection());
    if (!joined) return std::unexpected{joined.error()};
    if (*joined) return std::nullopt;
    const auto counted = pos::store::office::stock_corrections(
        reader.connection(),
        {.item = item, .days = {pos::Date{Day::min()}, pos::Date{Day::max()}}, .limit = 1});
    if (!counted) return std::unexpected{counted.error()};
    if (counted->empty()) return std::nullopt;
    const auto stock = reader.stock(item);
    if (!stock) return std::unexpected{stock.error()};
    return *stock;
}

}  // namespace till
