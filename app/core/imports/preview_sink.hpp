#pragma once

#include <map>
#include <set>
#include <string>

#include "app/core/imports/item_sink.hpp"
#include "pos/store/reader.hpp"

namespace app::core::imports {

/// What an import would do to a shop's catalogue: that is read and never written to. It remembers
/// what it was given, as a catalogue would.
class PreviewSink final : public ItemSink {
public:
    /// `shop` outlives this.
    static pos::store::Answer<PreviewSink> open(pos::store::Reader& shop);
    /// Of a shop that is yet to be made.
    static PreviewSink of_new_shop();

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

private:
    PreviewSink() = default;
    explicit PreviewSink(pos::store::Reader& shop)
        : db_{&shop.connection()}, catalogue_{&shop.catalogue()} {}
    pos::store::Answer<std::optional<pos::catalog::Item>> found(
        pos::store::db::Result<std::optional<pos::store::StoredItem>> stored);
    pos::store::Answer<std::optional<pos::catalog::Item>> stored(const pos::Ulid& id);

    pos::store::db::Connection* db_{nullptr};  // none: there is no shop yet
    pos::store::Catalogue* catalogue_{nullptr};
    std::set<pos::Ulid> coming_back_;  // see KnownItem
    bool was_empty_{false};
    std::map<pos::Ulid, pos::catalog::Item> items_;
    std::map<std::string, pos::Ulid, std::less<>> numbers_;
    std::map<std::string, pos::catalog::Barcode, std::less<>> barcodes_;  // by key
    std::set<std::string, std::less<>> departments_;
    std::uint64_t departments_added_{0};
};

}  // namespace app::core::imports
