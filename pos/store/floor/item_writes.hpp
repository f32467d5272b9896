#pragma once

#include <cstdint>

#include "pos/store/db/connection.hpp"
#include "pos/store/floor/row_write.hpp"

namespace pos::store::floor {

/// The rows of items, barcodes and search index behind item row `after`, in the order in which an
/// import writes them; ready to be written into another shop's database.
struct ItemWrites {
    RowWrites writes;
    std::int64_t last{0};   // row of the last item
    std::int64_t items{0};  // how many
};
db::Result<ItemWrites> item_writes_after(db::Connection& connection, std::int64_t after);

}  // namespace pos::store::floor
