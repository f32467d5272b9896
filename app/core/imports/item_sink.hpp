#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "pos/catalog/barcode.hpp"
#include "pos/catalog/item.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/errors.hpp"

namespace app::core::imports {

/// Where imported items go: the shop's catalogue, within one transaction that its owner commits or
/// gives up.
class ItemSink {
public:
    using Put = pos::store::CatalogueWriter::Put;

    virtual ~ItemSink() = default;

    /// Whether there were no items before the import: nothing needs to be looked up then.
    virtual bool was_empty() const = 0;
    virtual pos::store::Answer<std::optional<pos::catalog::Item>> by_number(
        std::string_view number) = 0;
    virtual pos::store::Answer<std::optional<pos::catalog::Item>> by_barcode(
        std::string_view key) = 0;
    virtual pos::store::Answer<bool> has_barcodes(const pos::Ulid& item) = 0;
    virtual pos::store::Answer<Put> put(const pos::catalog::Item& item) = 0;
    virtual pos::store::Answer<Put> put(const pos::catalog::Barcode& barcode) = 0;
    /// Takes away the barcodes of an item that is there but those whose key `stays`; how many.
    using Stays = std::function<bool(std::string_view key)>;
    virtual pos::store::Answer<std::uint64_t> remove_barcodes(const pos::Ulid& item,
                                                              const Stays& stays) = 0;
    /// Makes a department of that name unless there is one with that code.
    virtual pos::store::Answer<void> need_department(std::string_view code) = 0;
};

}  // namespace app::core::imports
