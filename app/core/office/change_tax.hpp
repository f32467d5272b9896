#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/shop_settings.hpp"

namespace app::core {

/// A percentage, as a shop or a head office has it from some day on.
struct TaxChange {
    std::string code;       // "A": what receipts show, and what names the tax
    std::string percent;    // "20", "5.5"; empty with `remove`
    std::string name;       // as printed; empty: as before, else the code
    std::string tax_class;  // goods of that class have this tax and no other; empty: as before
    std::string from;       // "2027-01-01", the first day; empty: today, a new tax always
    std::optional<bool> included;  // in prices, or added to them; nothing: as before, else included
    bool for_goods_without_class{false};
    bool remove{false};
    std::string by;  // who changes it; empty: the first manager
};

/// "19 %, 16 % from 2020-07-01": for the journal.
std::string rates_of(const pos::tax::TaxRules& rules, const std::string& code);

/// A code that no tax has: the letters of receipts, then numbers.
std::string free_tax_code(const pos::tax::TaxRules& rules);

/// The settings after the change. Days before `from` keep the rate that they had.
///
/// errors: no percentage, day or code; a class of several taxes, which has no place here; a tax
/// that
///         is none or of which goods are left; what TaxTable::make() refuses
Outcome<ShopSettings> changed_tax(const ShopSettings& settings, const TaxChange& change,
                                  pos::Date today);

/// Changes it and notes it in the journal. It counts from a till's next start; a head office's
/// taxes are those of all its tills.
///
/// errors: as changed_tax(); goods that have the class of a tax that is to go; a till that has
///         joined a head office
Outcome<ShopSettings> change_tax(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const TaxChange& change, pos::Instant now);

}  // namespace app::core
