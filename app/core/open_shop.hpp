#pragma once

#include <memory>
#include <string>

#include "app/core/failure.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// The database that `--db` names.
Outcome<pos::store::db::DbTarget> target_of(const std::string& where);

/// `options` with the place of the signing key, if they name none and the database is a server's:
/// a file of this user named after database and server, however `where` spells them.
///
/// errors: no address of a server; a user without a home
Outcome<pos::store::StoreOptions> with_key_file(pos::store::StoreOptions options,
                                                const std::string& where);

/// Whether there is a shop at `where`; not where there is no such file, nor in a server's database
/// that none was made in.
///
/// errors: no name of a database; one that cannot be read
Outcome<bool> holds_shop(const std::string& where);

/// Opens a shop for writing.
Outcome<std::unique_ptr<pos::store::Store>> open_shop(const std::string& where,
                                                      const pos::store::StoreOptions& store_options,
                                                      pos::Instant now);

/// The same for questions alone, beside whoever writes.
class OpenReader {
public:
    static Outcome<OpenReader> open(const std::string& where);
    pos::store::Reader& operator*() { return *reader_; }
    pos::store::Reader* operator->() { return reader_.get(); }

private:
    std::unique_ptr<pos::store::db::Connection> connection_;
    std::unique_ptr<pos::store::Reader> reader_;
};

}  // namespace app::core
