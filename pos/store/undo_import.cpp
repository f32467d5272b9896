#include "pos/store/undo_import.hpp"

#include <algorithm>
#include <utility>

#include "pos/journal/archive/reader.hpp"

namespace pos::store {

namespace {

using catalog::Barcode;
using catalog::Item;
using feed::BarcodeContent;
using feed::ItemContent;

template <class T>
std::unexpected<db::DbError> failed(db::Result<T>& result) {
    return std::unexpected{std::move(result.error())};
}

Item item_from(const Ulid& id, const ItemContent& content) {
    return {.id = id,
            .number = content.number,
            .name = content.name,
            .department = content.department,
            .tax_class = content.tax_class,
            .price = content.price,
            .price_tax = content.price_tax,
            .cost = content.cost,
            .unit = content.unit,
            .open_price = content.open_price,
            .discountable = content.discountable,
            .picture = content.picture,
            .active = content.active};
}

/// The goods of one import on their way back.
class Undo {
public:
    Undo(Catalogue& catalogue, CatalogueWriter& writer)
        : catalogue_{catalogue}, writer_{writer}, db_{writer.connection()} {}

    db::Result<void> item(const Ulid& id, const std::optional<ItemContent>& before,
                          std::int64_t made);
    db::Result<void> departments();
    ImportUndone done;

private:
    db::Result<bool> make_way(const Ulid& id, const std::string& number);
    db::Result<bool> are_free(const Ulid& id, const std::vector<BarcodeContent>& codes);
    db::Result<void> take_off(Item item, const std::vector<Barcode>& codes);
    db::Result<void> restore(const Item& now, const std::vector<Barcode>& codes,
                             const ItemContent& before);

    Catalogue& catalogue_;
    CatalogueWriter& writer_;
    db::Connection& db_;
};

/// Whether the number may be the item's: nothing has it, or goods that are no longer sold because
/// this was undone, which then get one that nobody types.
db::Result<bool> Undo::make_way(const Ulid& id, const std::string& number) {
    auto holder = catalogue_.by_number(number);
    if (!holder) return failed(holder);
    if (!*holder || (*holder)->item.id == id) return true;
    Item other = (*holder)->item;
    auto off = is_taken_off_sale(db_, other.id);
    if (!off || !*off) return off;
    other.number = to_string(other.id);
    auto put = writer_.put(other);
    if (!put) return failed(put);
    return true;
}

db::Result<bool> Undo::are_free(const Ulid& id, const std::vector<BarcodeContent>& codes) {
    for (const BarcodeContent& code : codes) {
        auto holder = catalogue_.by_barcode(code.key);
        if (!holder) return failed(holder);
        if (*holder && (*holder)->item.id != id) return false;
    }
    return true;
}

db::Result<void> Undo::take_off(Item item, const std::vector<Barcode>& codes) {
    item.active = false;
    auto put = writer_.put(item);
    if (!put) return failed(put);
    for (const Barcode& code : codes)
        if (auto gone = writer_.remove_barcode(code.key); !gone) return gone;
    auto noted = db_.exec("INSERT INTO taken_off_sale (item) VALUES ($1)", item.id);
    if (!noted) return failed(noted);
    ++done.taken_off;
    return {};
}

db::Result<void> Undo::restore(const Item& now, const std::vector<Barcode>& codes,
                               const ItemContent& before) {
    auto free = are_free(now.id, before.barcodes);
    if (free && *free) free = make_way(now.id, before.number);
    if (!free) return failed(free);
    if (!*free) {
        ++done.left;
        return {};
    }
    auto put = writer_.put(item_from(now.id, before));
    if (!put) return failed(put);
    for (const Barcode& code : codes) {
        const bool stays = std::ranges::find(before.barcodes, code.key, &BarcodeContent::key) !=
                           before.barcodes.end();
        if (stays) continue;
        if (auto gone = writer_.remove_barcode(code.key); !gone) return gone;
    }
    for (const BarcodeContent& code : before.barcodes) {
        auto back = writer_.put(Barcode{code.text, code.key, now.id, code.kind, code.pack});
        if (!back) return failed(back);
    }
    ++done.restored;
    return {};
}

db::Result<void> Undo::item(const Ulid& id, const std::optional<ItemContent>& before,
                            std::int64_t made) {
    auto stored = catalogue_.by_id(id);
    if (!stored) return failed(stored);
    auto codes = catalogue_.barcodes(id);
    if (!codes) return failed(codes);
    const bool as_made = *stored && content_hash(content_of((*stored)->item, *codes)) == made;
    if (!as_made) {
        ++done.left;
        return {};
    }
    if (before) return restore((*stored)->item, *codes, *before);
    return take_off(std::move((*stored)->item), *codes);
}

db::Result<void> Undo::departments() {
    std::vector<std::string> codes;
    auto read = db_.each(
        "SELECT n.code FROM imported_department n JOIN department d ON d.code = n.code "
        "WHERE d.name = n.code AND NOT EXISTS (SELECT 1 FROM item i WHERE i.department = n.code "
        "AND i.active <> 0)",
        [&](const db::Row& row) { row.get(0, codes.emplace_back()); });
    if (!read) return failed(read);
    for (const std::string& code : codes) {
        if (auto gone = writer_.remove_department(code); !gone) return gone;
        ++done.departments;
    }
    return {};
}

}  // namespace

db::Result<std::optional<ImportUndone>> undo_import(
    Catalogue& catalogue, CatalogueWriter& writer,
    const std::function<void(std::int64_t done)>& on_item) {
    auto& db = writer.connection();
    auto last = last_import(db);
    if (!last) return failed(last);
    if (!*last) return std::optional<ImportUndone>{};
    Undo undo{catalogue, writer};
    undo.done.import = std::move(**last);
    std::int64_t count = 0;
    db::Result<void> result;
    auto walked = db.stream("SELECT item, was, made FROM imported_item ORDER BY position DESC", {},
                            [&](const db::Row& row) {
                                std::optional<ItemContent> before;
                                if (!row.is_null(1)) {
                                    auto content =
                                        journal::archive::from_bytes<ItemContent>(row.bytes(1));
                                    if (!content) {
                                        row.fault(1, "not an item as notes of an import keep it");
                                        return false;
                                    }
                                    before = std::move(*content);
                                }
                                const Ulid id = row.get<Ulid>(0);
                                result = undo.item(id, before, row.integer(2));
                                if (on_item) on_item(++count);
                                return result.has_value();
                            });
    if (!result) return failed(result);
    if (!walked) return failed(walked);
    if (auto done = undo.departments(); !done) return failed(done);
    for (const char* sql : {"DELETE FROM last_import", "DELETE FROM imported_item",
                            "DELETE FROM imported_department"}) {
        if (auto gone = db.exec(sql); !gone) return failed(gone);
    }
    return std::optional{std::move(undo.done)};
}

}  // namespace pos::store
