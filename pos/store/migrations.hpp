#pragma once

#include <span>

#include "pos/store/db/migrate.hpp"

namespace pos::store {

/// The schema's steps, from assets/sql, held by the program itself.
std::span<const db::Migration> migrations();

/// The version that this program reads and writes.
inline int schema_version() {
    return migrations().back().version;
}

}  // namespace pos::store
