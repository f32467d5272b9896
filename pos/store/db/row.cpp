#include "pos/store/db/row.hpp"

#include <fmt/format.h>

namespace pos::store::db {

DbError row_error(const Row& row) {
    return {DbErrorKind::damaged, "",
            fmt::format("column {}: {}", row.fault_column(), row.fault_text())};
}

}  // namespace pos::store::db
