#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/feed/change.hpp"
#include "pos/store/last_import.hpp"

namespace pos::store {

/// Nothing: none was made since the last was undone.
db::Result<std::optional<LastImport>> last_import(db::Connection& db);

/// Whether an import that was undone had added the item, and none has brought it again since.
db::Result<bool> is_taken_off_sale(db::Connection& db, const Ulid& item);

/// An item with its codes, as notes keep it and as it is compared.
feed::ItemContent content_of(const catalog::Item& item,
                             const std::vector<catalog::Barcode>& barcodes);
/// Tells contents apart by 64 bits.
std::int64_t content_hash(const feed::ItemContent& content);

/// Writes what an import brings and notes how it was before, so that the import can be undone. With
/// the first change the notes of the import before are gone.
///
/// requires: a write transaction from first to last
class ImportNotes {
public:
    using Put = CatalogueWriter::Put;

    /// Both outlive this.
    ImportNotes(Catalogue& catalogue, CatalogueWriter& writer, Instant at, std::string source)
        : catalogue_{&catalogue}, writer_{&writer}, last_{at, std::move(source)} {}

    /// `before` is the item as the shop has it; nothing: it is new, or was taken off sale by an
    /// undo.
    db::Result<Put> put(const catalog::Item& item, const std::optional<catalog::Item>& before);
    /// requires: it is of the item that was put last
    db::Result<Put> put(const catalog::Barcode& barcode);
    /// Takes codes, by their keys, from an item that the shop has like this.
    db::Result<void> remove_barcodes(const catalog::Item& item,
                                     const std::vector<std::string>& keys);
    /// A new one.
    db::Result<void> put(const catalog::Department& department);
    /// Writes what is not written yet.
    db::Result<void> finish();

private:
    /// The item that was put last.
    struct Item {
        catalog::Item now;
        std::optional<catalog::Item> before;
        std::vector<catalog::Barcode> codes;
        std::optional<std::vector<catalog::Barcode>> codes_before;
        bool changed{false};
        bool is_new{false};
    };
    db::Result<void> begin();
    db::Result<void> read_codes();
    db::Result<void> write();

    Catalogue* catalogue_;
    CatalogueWriter* writer_;
    LastImport last_;
    bool begun_{false};
    std::int64_t position_{0};
    std::optional<Item> item_;
};

}  // namespace pos::store
