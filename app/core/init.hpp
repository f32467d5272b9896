#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/store/store.hpp"

namespace app::core {

struct NewShopOptions {
    std::string branch;
    std::string terminal;
    std::string currency;  // ISO 4217
    std::string zone;      // IANA
    std::string name;      // of the shop; empty: the branch, or the demo's
    std::string locale;    // of receipts; empty: by the zone
    std::string cashier{"Manager"};
    bool demo{false};  // goods, departments, taxes and people to try things with
};

/// Makes a shop at `where` ("shop.db", "sqlite:…", "postgresql://…").
///
/// errors: what is wrong with an option, by name; what stands in the way of the database
Outcome<std::unique_ptr<pos::store::Store>> init_shop(const std::string& where,
                                                      const NewShopOptions& options,
                                                      const pos::store::StoreOptions& store_options,
                                                      pos::Instant now, pos::Random& random);

/// The database that `--db` names.
Outcome<pos::store::db::DbTarget> target_of(const std::string& where);

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
