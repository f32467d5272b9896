#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/shop_settings.hpp"
#include "app/core/till_settings.hpp"
#include "pos/store/store.hpp"

namespace app::core {

struct NewShopOptions {
    std::string branch;
    std::string terminal;
    std::string country{};  // ISO 3166: says what of the next three is empty, taxes and cash
    std::string currency;   // ISO 4217
    std::string zone;       // IANA
    std::string name;       // of the shop; empty: the branch, or the demo's
    std::string locale;     // of receipts; empty: by the zone
    /// In per cent ("8.25"): what the country leaves to its states, or the one tax where no country
    /// is named; empty: none.
    std::string tax_rate{};
    std::string tax_name{"Tax"};         // of that one, as printed
    std::vector<std::string> address{};  // as printed, line by line
    std::string tax_number{};
    std::vector<std::string> footer{};
    std::string labels;  // whose in-store labels: ISO 3166 ("SE"); empty: by the zone
    std::string cashier{"Manager"};
    std::string pin{};                // the manager's; empty: nobody signs on
    pos::Bytes logo{};                // of receipts, as read_logo_file gives it; empty: none
    std::vector<TillSetting> till{};  // how this till looks and works: "language", "printer"
    bool demo{false};                 // goods, departments, taxes and people to try things with
    /// Part of the transaction that makes it; may be empty.
    pos::store::FirstContent also{};
    /// Of one that takes another till's place; see pos::store::NewShop.
    std::string series{};
    std::optional<pos::journal::Predecessor> predecessor{};
    const pos::journal::SigningKey* key{nullptr};
};

/// Makes a shop at `where` ("shop.db", "sqlite:…", "postgresql://…").
///
/// errors: what is wrong with an option, by name; what stands in the way of the database
Outcome<std::unique_ptr<pos::store::Store>> init_shop(const std::string& where,
                                                      const NewShopOptions& options,
                                                      const pos::store::StoreOptions& store_options,
                                                      pos::Instant now, pos::Random& random);

/// The folder that the key of a shop on a server goes into, for this user alone; nothing for an
/// empty name.
Outcome<void> make_key_folder(const std::string& key_file);

}  // namespace app::core
