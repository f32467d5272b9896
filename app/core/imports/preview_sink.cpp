#include "app/core/imports/preview_sink.hpp"

#include <algorithm>
#include <utility>

#include "app/core/imports/known_goods.hpp"

namespace app::core::imports {

namespace {

using pos::catalog::Barcode;
using pos::catalog::Item;
using pos::store::Answer;
using pos::store::to_store_error;

}  // namespace

Answer<PreviewSink> PreviewSink::open(pos::store::Reader& shop) {
    PreviewSink sink{shop};
    auto known = known_goods(shop.catalogue());
    if (!known) return std::unexpected{known.error()};
    sink.was_empty_ = known->none;
    sink.departments_ = std::move(known->departments);
    return sink;
}

PreviewSink PreviewSink::of_new_shop() {
    PreviewSink sink;
    sink.was_empty_ = true;
    return sink;
}

Answer<std::optional<Item>> PreviewSink::found(
    pos::store::db::Result<std::optional<pos::store::StoredItem>> stored) {
    auto known = known_item(*db_, std::move(stored));
    if (!known) return std::unexpected{std::move(known.error())};
    if (!*known) return std::optional<Item>{};
    if ((*known)->comes_back) coming_back_.insert((*known)->item.id);
    return std::optional{std::move((*known)->item)};
}

Answer<std::optional<Item>> PreviewSink::stored(const pos::Ulid& id) {
    const auto given = items_.find(id);
    if (given != items_.end()) return std::optional{given->second};
    if (catalogue_ == nullptr) return std::optional<Item>{};
    return found(catalogue_->by_id(id));
}

Answer<std::optional<Item>> PreviewSink::by_number(std::string_view number) {
    const auto given = numbers_.find(number);
    if (given != numbers_.end()) return std::optional{items_.at(given->second)};
    if (catalogue_ == nullptr) return std::optional<Item>{};
    auto before = found(catalogue_->by_number(number));
    // One that the file has given another number is not there under this one any more.
    if (before && *before && items_.contains((*before)->id)) return std::optional<Item>{};
    return before;
}

Answer<std::optional<Item>> PreviewSink::by_barcode(std::string_view key) {
    const auto given = barcodes_.find(key);
    if (given != barcodes_.end()) return stored(given->second.item);
    if (catalogue_ == nullptr) return std::optional<Item>{};
    auto before = found(catalogue_->by_barcode(key));
    if (!before || !*before) return before;
    return stored((*before)->id);
}

Answer<bool> PreviewSink::has_barcodes(const pos::Ulid& item) {
    const bool given = std::ranges::any_of(
        barcodes_, [&](const auto& barcode) { return barcode.second.item == item; });
    if (given || catalogue_ == nullptr) return given;
    const auto found = catalogue_->barcodes(item);
    if (!found) return std::unexpected{to_store_error(found.error())};
    return !found->empty();
}

Answer<ItemSink::Put> PreviewSink::put(const Item& item) {
    const auto before = stored(item.id);
    if (!before) return std::unexpected{before.error()};
    const bool back = !items_.contains(item.id) && coming_back_.contains(item.id);
    items_.insert_or_assign(item.id, item);
    numbers_.insert_or_assign(item.number, item.id);
    if (!*before || back) return Put::added;
    return **before == item ? Put::unchanged : Put::changed;
}

Answer<ItemSink::Put> PreviewSink::put(const Barcode& barcode) {
    std::optional<Barcode> before;
    if (const auto found = barcodes_.find(barcode.key); found != barcodes_.end()) {
        before = found->second;
    } else if (!was_empty_) {
        const auto of_item = catalogue_->barcodes(barcode.item);
        if (!of_item) return std::unexpected{to_store_error(of_item.error())};
        const auto same = std::ranges::find(*of_item, barcode.key, &Barcode::key);
        if (same != of_item->end()) before = *same;
    }
    barcodes_.insert_or_assign(barcode.key, barcode);
    if (!before) return Put::added;
    return *before == barcode ? Put::unchanged : Put::changed;
}

Answer<std::uint64_t> PreviewSink::remove_barcodes(const pos::Ulid& item, const Stays& stays) {
    std::uint64_t gone = 0;
    if (catalogue_ == nullptr) return gone;
    const auto before = catalogue_->barcodes(item);
    if (!before) return std::unexpected{to_store_error(before.error())};
    for (const Barcode& code : *before)
        if (!stays(code.key)) ++gone;
    return gone;
}

Answer<void> PreviewSink::need_department(std::string_view code) {
    if (departments_.insert(std::string{code}).second) ++departments_added_;
    return {};
}

}  // namespace app::core::imports
