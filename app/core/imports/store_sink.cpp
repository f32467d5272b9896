#include "app/core/imports/store_sink.hpp"

#include <filesystem>
#include <utility>

#include "app/core/imports/import_items.hpp"
#include "app/core/imports/known_goods.hpp"

namespace app::core::imports {

namespace {

using pos::catalog::Item;
using pos::store::Answer;
using pos::store::to_store_error;

template <class T>
Answer<T> answer_of(pos::store::db::Result<T> result) {
    if (!result) return std::unexpected{to_store_error(std::move(result.error()))};
    if constexpr (std::is_void_v<T>) {
        return {};
    } else {
        return std::move(*result);
    }
}

}  // namespace

Answer<StoreSink> StoreSink::open(pos::store::Catalogue& catalogue,
                                  pos::store::CatalogueWriter& writer,
                                  pos::store::ImportNotes notes) {
    StoreSink sink{catalogue, writer, std::move(notes)};
    auto known = known_goods(catalogue);
    if (!known) return std::unexpected{known.error()};
    sink.was_empty_ = known->none;
    sink.departments_ = std::move(known->departments);
    return sink;
}

Answer<std::optional<Item>> StoreSink::found(
    pos::store::db::Result<std::optional<pos::store::StoredItem>> stored) {
    auto known = known_item(writer_.connection(), std::move(stored));
    if (!known) return std::unexpected{std::move(known.error())};
    if (!*known) return std::optional<Item>{};
    found_.reset();
    if (!(*known)->comes_back) found_ = (*known)->item;
    return std::optional{std::move((*known)->item)};
}

Answer<std::optional<Item>> StoreSink::by_number(std::string_view number) {
    return found(catalogue_.by_number(number));
}

Answer<std::optional<Item>> StoreSink::by_barcode(std::string_view key) {
    return found(catalogue_.by_barcode(key));
}

Answer<bool> StoreSink::has_barcodes(const pos::Ulid& item) {
    const auto found = catalogue_.barcodes(item);
    if (!found) return std::unexpected{to_store_error(found.error())};
    return !found->empty();
}

Answer<ItemSink::Put> StoreSink::put(const Item& item) {
    const bool known = found_ && found_->id == item.id;
    auto put = answer_of(notes_.put(item, known ? found_ : std::nullopt));
    if (put && *put == Put::changed && known) add_changes(*found_, item, changes_);
    return put;
}

Answer<ItemSink::Put> StoreSink::put(const pos::catalog::Barcode& barcode) {
    return answer_of(notes_.put(barcode));
}

Answer<std::uint64_t> StoreSink::remove_barcodes(const pos::Ulid& item, const Stays& stays) {
    const auto stored = catalogue_.by_id(item);
    if (!stored) return std::unexpected{to_store_error(stored.error())};
    const auto codes = catalogue_.barcodes(item);
    if (!codes) return std::unexpected{to_store_error(codes.error())};
    std::vector<std::string> before;
    std::vector<std::string> after;
    std::vector<std::string> gone;
    for (const auto& code : *codes) {
        before.push_back(code.text);
        (stays(code.key) ? after : gone).push_back(stays(code.key) ? code.text : code.key);
    }
    if (gone.empty() || !*stored) return std::uint64_t{0};
    const auto done = notes_.remove_barcodes((*stored)->item, gone);
    if (!done) return std::unexpected{to_store_error(done.error())};
    add_change((*stored)->item.number, "barcodes", codes_text(before), codes_text(after), changes_);
    return static_cast<std::uint64_t>(gone.size());
}

Answer<void> StoreSink::need_department(std::string_view code) {
    if (code == last_department_) return {};
    last_department_ = code;
    if (!departments_.insert(last_department_).second) return {};
    ++departments_added_;
    const auto place = static_cast<std::int32_t>(departments_.size() - 1);
    return answer_of(
        notes_.put(pos::catalog::Department{last_department_, last_department_, place, place}));
}

Answer<void> StoreSink::finish() {
    return answer_of(notes_.finish());
}

std::expected<ItemImportReport, ImportError> import_items(tabular::Reader& file,
                                                          const ItemImportOptions& options,
                                                          pos::store::Store& store,
                                                          const ImportedBy& by, pos::Instant now,
                                                          pos::Random& random,
                                                          const ItemImportListener& listener) {
    std::expected<ItemImportReport, ImportError> result;
    const auto work = [&](pos::store::CatalogueWriter& writer) -> Answer<pos::store::Batch> {
        auto& catalogue = store.reader().catalogue();
        auto sink = StoreSink::open(
            catalogue, writer,
            {catalogue, writer, now, std::filesystem::path{file.source()}.filename().string()});
        if (!sink) return std::unexpected{std::move(sink.error())};
        result =
            import_items(file, options, store.journal().currency, now, random, *sink, listener);
        if (!result || !result->kept) {
            return std::unexpected{
                pos::store::StoreError{pos::store::StoreErrorKind::cancelled, {}, {}}};
        }
        if (auto noted = sink->finish(); !noted) return std::unexpected{std::move(noted.error())};
        result->departments_added = sink->departments_added();
        pos::journal::ItemsImported event;
        event.when = by.when;
        event.user = by.user;
        event.source = file.source();
        event.content = result->content;
        event.added = result->added;
        event.changed = result->changed;
        event.unchanged = result->unchanged;
        event.refused = result->refused;
        pos::store::Batch batch;
        batch.events.emplace_back(std::move(event));
        for (FieldChange& change : sink->changes())
            batch.events.emplace_back(event_of(std::move(change), by.when, by.user));
        return batch;
    };
    const auto stored = store.change_catalogue(work, now);
    if (stored || (result && !result->kept) || !result) return result;
    return std::unexpected{ImportError{stored.error()}};
}

}  // namespace app::core::imports
