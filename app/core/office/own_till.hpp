#pragma once

#include <memory>
#include <string>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "pos/journal/key.hpp"
#include "pos/journal/projection.hpp"

namespace app::core {

/// The database of the till, beside its window.
Outcome<std::unique_ptr<pos::store::db::Connection>> open_till_database(const std::string& where);

/// The signing key of a database, wherever `options` say that it lies.
Outcome<pos::journal::SigningKey> load_own_key(const std::string& where,
                                               const pos::store::StoreOptions& options);

/// A till with its key and the journal that belongs to the key.
struct OwnTill {
    std::unique_ptr<pos::store::db::Connection> db;
    std::unique_ptr<pos::journal::SigningKey> key;
    pos::journal::JournalRow journal;
};
/// errors: no key, or one of another till
Outcome<OwnTill> read_own_till(std::unique_ptr<pos::store::db::Connection> db,
                               const std::string& where, const pos::store::StoreOptions& options);

}  // namespace app::core
