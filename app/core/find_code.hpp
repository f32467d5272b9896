#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "app/core/read_code.hpp"
#include "app/core/shop_rules.hpp"
#include "pos/journal/events/sale.hpp"
#include "pos/people/user.hpp"
#include "pos/sale/item.hpp"
#include "pos/store/reader.hpp"
#include "pos/tax/table.hpp"

namespace app::core {

/// An item and what the code that led to it says.
struct CodeOfItem {
    pos::store::StoredItem stored;
    std::string barcode;  // the goods' number, without what the code says beside it
    std::optional<pos::Quantity> quantity;  // of a weight, a count or a pack
    std::optional<pos::Money> label_price;  // of all of it; then there is no quantity
    std::optional<pos::journal::Trace> trace;
};
struct CodeOfPerson {
    pos::people::User user;
};
/// A card, coupon or bill, or a receipt or badge that this shop does not know.
struct CodeOfOther {
    pos::catalog::CodeKind kind{};
    std::string number;
};
struct CodeRefused {
    CodeFault fault{};
};
struct CodeOfNothing {};
using FoundCode = std::variant<CodeOfItem, pos::store::Receipt, CodeOfPerson, CodeOfOther,
                               CodeRefused, CodeOfNothing>;

/// What stands behind a scanned or typed text: an item by its barcode, by an in-store label, by the
/// GTIN in a GS1 code, by its number; a receipt by its QR code, its number or another system's; a
/// person by their badge; else what the shop's routes say it is.
pos::store::Answer<FoundCode> find_code(pos::store::Reader& reader, std::string_view text,
                                        const CodeRules& rules, pos::Date today);

/// The item as the register takes it, with the taxes of its class on that day. A class that the
/// table does not have means no tax.
pos::sale::Item register_item(const pos::store::StoredItem& stored, const pos::tax::TaxTable& taxes,
                              pos::Date day);
/// The same, with the promotions that concern it and run then.
pos::sale::Item register_item(const pos::store::StoredItem& stored, const ShopRules& rules,
                              const pos::LocalTime& now);

}  // namespace app::core
