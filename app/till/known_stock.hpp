#pragma once

#include <optional>

#include "pos/store/reader.hpp"

namespace till {

/// How many there are of an item, where this till can know: its books hold a count or a delivery
/// of it, and no head office keeps the stock of several tills. What was only sold is no stock.
pos::store::Answer<std::optional<pos::Quantity>> known_stock(pos::store::Reader& reader,
                                                             const pos::Ulid& item);

}  // namespace till
