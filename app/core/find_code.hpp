#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "pos/catalog/scan.hpp"
#include "pos/sale/item.hpp"
#include "pos/store/reader.hpp"
#include "pos/tax/table.hpp"

namespace app::core {

/// An item and what the code that led to it says.
struct CodeOfItem {
    pos::store::StoredItem stored;
    std::string barcode;
    std::optional<pos::Quantity> quantity;  // of a weight, a count or a pack
    std::optional<pos::Money> label_price;
};
struct CodeOfNothing {};
using FoundCode = std::variant<CodeOfItem, pos::store::Receipt, CodeOfNothing>;

/// What stands behind a scanned or typed text: an item by its barcode, by an in-store label, by its
/// number; else a receipt by its number or another system's.
pos::store::Answer<FoundCode> find_code(pos::store::Reader& reader, std::string_view text,
                                        std::span<const pos::catalog::EmbeddedRule> rules,
                                        pos::Currency currency);

/// The item as the register takes it, with the taxes of its class on that day. A class that the
/// table does not have means no tax.
pos::sale::Item register_item(const pos::store::StoredItem& stored, const pos::tax::TaxTable& taxes,
                              pos::Date day);

}  // namespace app::core
