#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/catalog/item.hpp"
#include "pos/journal/events/place.hpp"
#include "pos/people/rights.hpp"
#include "pos/people/user.hpp"
#include "pos/store/errors.hpp"
#include "pos/tax/table.hpp"

/// What a shop's manager keeps at the till: people, goods, departments and taxes.
namespace app::core {

/// Why something was not kept, for screens that say it in their own language.
enum class RecordFault : std::uint8_t {
    store,      // the database did not take it: RecordRefusal::why
    of_office,  // head office has it, and would put it back
    gone,       // it is there no more
    name_missing,
    text_too_long,
    unclean_text,       // controls, or spaces at an end
    name_taken,         // by somebody, or something, else
    last_manager,       // there would be none
    pin_of_inactive,    // `about` does not work here
    weak_pin,           // no 4 to 8 digits, or easily guessed
    manager_pin_first,  // the first PIN of a till must be a manager's
    last_manager_pin,   // nobody who signs on could approve
    number_taken,       // by the item `about`
    code_taken,         // by the item `about`
    bad_code,           // `about` cannot be scanned
    price_wrong,
    cost_wrong,
    unknown_tax_class,
    tax_wrong,         // the taxes of some goods would contradict each other
    too_many_lines,    // than `about`
    coin_wrong,        // the smallest coin is no sum
    unknown_language,  // `about`, of receipts
    other_currency,    // than the books' is that of the country `about`
    changed_since,     // by somebody else: it is not undone
    tax_rate_wrong,    // no percentage from 0 to 10,000
    tax_per_piece,     // `about` is an amount a piece, no percentage
    in_use,            // goods name the department or tax `about`: it is not taken away
};
struct RecordRefusal {
    RecordFault fault{};
    std::string about{};
    std::optional<pos::store::StoreError> why{};
};
template <class T>
using Kept = std::expected<T, RecordRefusal>;

inline std::unexpected<RecordRefusal> not_kept(RecordFault fault, std::string about = {}) {
    return std::unexpected{RecordRefusal{fault, std::move(about), {}}};
}
inline std::unexpected<RecordRefusal> not_kept(pos::store::StoreError why) {
    return std::unexpected{RecordRefusal{RecordFault::store, {}, std::move(why)}};
}

/// Who keeps it, and when.
struct Doing {
    pos::journal::When when;
    pos::journal::Actor user;
    pos::Instant at{};
};

/// Somebody who works here, or did.
struct Person {
    pos::people::User user;
    bool has_pin{false};
    bool operator==(const Person&) const = default;
};
struct ShopPeople {
    std::vector<Person> people;  // by name
    pos::people::Rights rights;  // of cashiers
    bool from_office{false};     // but for the PINs, which are each till's
};

/// One of the codes an item is scanned by.
struct ItemCode {
    std::string text;
    std::optional<pos::Quantity> pack{};  // how much of the item one scan is; one if not said
    bool operator==(const ItemCode&) const = default;
};
/// What somebody says of an item's stock.
struct StockSaid {
    bool counted{false};       // there is so much; else so much came in
    pos::Quantity quantity{};  // below zero: of what came in so much is taken back
    std::string reason{};
    bool operator==(const StockSaid&) const = default;
};
/// An item with all that its form shows.
struct ItemSheet {
    pos::catalog::Item item;
    std::vector<ItemCode> codes;
    std::int64_t favourite{0};  // its place among the till's favourites, from 1; 0: it is none
    bool usual_tax{false};      // to be kept with the tax class of goods that say none
    std::optional<pos::Quantity> stock{};  // that is known; nothing: it was never counted
    std::optional<StockSaid> said{};       // to be kept with it
    bool operator==(const ItemSheet&) const = default;
};
/// Goods that a till shows first.
struct FavouriteItem {
    pos::Ulid item{};
    std::string name;
};
/// From what it is chosen.
struct GoodsChoices {
    std::vector<pos::catalog::Department> departments;
    std::vector<pos::tax::TaxClass> tax_classes;
    std::vector<std::string> pictures;  // in the folder of the shop
    bool from_office{false};
    std::vector<FavouriteItem> favourites{};  // in their order
    std::string tax_class{};                  // of goods that say none
};

/// Departments and taxes.
struct ShopGroups {
    std::vector<pos::catalog::Department> departments;
    pos::tax::TaxRules taxes;
    std::string tax_class;  // of goods that say none
    bool from_office{false};
};
/// What was kept of a department, so that it can be taken back.
struct DepartmentKept {
    std::optional<pos::catalog::Department> before{};  // nothing: it is new
    pos::catalog::Department now{};
};
/// The same of the taxes.
struct TaxesKept {
    struct Taxes {
        pos::tax::TaxRules rules;
        std::string tax_class;  // of goods that say none
        bool operator==(const Taxes&) const = default;
    };
    Taxes before{};
    Taxes now{};
};
using GroupKept = std::variant<DepartmentKept, TaxesKept>;

/// What a shop says about itself on its receipts, and where it is.
struct ShopSheet {
    std::string name;
    std::vector<std::string> address;  // a line each
    std::string tax_number;
    std::vector<std::string> footer;  // a line each
    std::string country;              // ISO 3166; empty: none that is known
    std::string locale;               // of receipts: a BCP 47 tag
    std::int64_t cash_step_minor{1};  // the smallest coin, in minor units
    bool operator==(const ShopSheet&) const = default;
};
struct OwnShop {
    ShopSheet sheet;
    std::shared_ptr<const pos::Bytes> logo;  // a PNG; none
    bool from_office{false};                 // but for the logo, which is each till's
};
/// A percentage from some day on.
struct TaxFrom {
    std::string code;  // empty: a new one, by its name
    std::string name;  // as printed
    pos::Rate rate{};
    std::optional<pos::Date> from{};  // nothing: today; a new tax always
};

}  // namespace app::core
