#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/core/imports/item_sink.hpp"
#include "app/core/item_changes.hpp"
#include "pos/store/import_notes.hpp"

namespace app::core::imports {

/// The shop's own catalogue as a sink, within a transaction of its owner. What is put is noted, so
/// that the import can be undone.
class StoreSink final : public ItemSink {
public:
    /// Reads what there is before the import.
    static pos::store::Answer<StoreSink> open(pos::store::Catalogue& catalogue,
                                              pos::store::CatalogueWriter& writer,
                                              pos::store::ImportNotes notes);

    bool was_empty() const override { return was_empty_; }
    pos::store::Answer<std::optional<pos::catalog::Item>> by_number(
        std::string_view number) override;
    pos::store::Answer<std::optional<pos::catalog::Item>> by_barcode(std::string_view key) override;
    pos::store::Answer<bool> has_barcodes(const pos::Ulid& item) override;
    pos::store::Answer<Put> put(const pos::catalog::Item& item) override;
    pos::store::Answer<Put> put(const pos::catalog::Barcode& barcode) override;
    pos::store::Answer<std::uint64_t> remove_barcodes(const pos::Ulid& item,
                                                      const Stays& stays) override;
    pos::store::Answer<void> need_department(std::string_view code) override;

    std::uint64_t departments_added() const { return departments_added_; }
    /// What was changed of the goods that were there before, field by field.
    std::vector<FieldChange>& changes() { return changes_; }
    /// Behind the last row.
    pos::store::Answer<void> finish();

private:
    StoreSink(pos::store::Catalogue& catalogue, pos::store::CatalogueWriter& writer,
              pos::store::ImportNotes notes)
        : catalogue_(catalogue), writer_(writer), notes_(std::move(notes)) {}
    pos::store::Answer<std::optional<pos::catalog::Item>> found(
        pos::store::db::Result<std::optional<pos::store::StoredItem>> stored);

    pos::store::Catalogue& catalogue_;
    pos::store::CatalogueWriter& writer_;
    pos::store::ImportNotes notes_;
    std::optional<pos::catalog::Item> found_;  // the last, as the shop has it
    bool was_empty_{false};
    std::set<std::string, std::less<>> departments_;
    std::string last_department_;  // mostly the next row's too
    std::uint64_t departments_added_{0};
    std::vector<FieldChange> changes_;
};

}  // namespace app::core::imports
