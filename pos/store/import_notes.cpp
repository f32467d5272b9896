#include "pos/store/import_notes.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/journal/hash.hpp"

namespace pos::store {

namespace {

using catalog::Barcode;

template <class T>
std::unexpected<db::DbError> failed(db::Result<T>& result) {
    return std::unexpected{std::move(result.error())};
}

}  // namespace

db::Result<std::optional<LastImport>> last_import(db::Connection& db) {
    std::optional<LastImport> found;
    auto done = db.each("SELECT at, source, goods FROM last_import", [&](const db::Row& row) {
        auto& last = found.emplace();
        row.get(0, last.at);
        row.get(1, last.source);
        row.get(2, last.goods);
    });
    if (!done) return failed(done);
    return found;
}

db::Result<bool> is_taken_off_sale(db::Connection& db, const Ulid& item) {
    auto found =
        db.value<std::int64_t>("SELECT count(*) FROM taken_off_sale WHERE item = $1", item);
    if (!found) return failed(found);
    return found->value_or(0) > 0;
}

feed::ItemContent content_of(const catalog::Item& item, const std::vector<Barcode>& barcodes) {
    feed::ItemContent content{.number = item.number,
                              .name = item.name,
                              .department = item.department,
                              .tax_class = item.tax_class,
                              .price = item.price,
                              .price_tax = item.price_tax,
                              .cost = item.cost,
                              .unit = item.unit,
                              .open_price = item.open_price,
                              .discountable = item.discountable,
                              .picture = item.picture,
                              .active = item.active,
                              .favourite = 0,
                              .barcodes = {}};
    for (const Barcode& code : barcodes)
        content.barcodes.push_back({code.text, code.key, code.kind, code.pack});
    // Each engine has an order of texts of its own.
    std::ranges::sort(content.barcodes, {}, &feed::BarcodeContent::key);
    return content;
}

std::int64_t content_hash(const feed::ItemContent& content) {
    const Hash hash = journal::blake2b(journal::archive::to_bytes(content));
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof bits; ++i)
        bits = bits << 8U | std::to_integer<std::uint64_t>(hash[i]);
    return std::bit_cast<std::int64_t>(bits);
}

db::Result<void> ImportNotes::begin() {
    if (std::exchange(begun_, true)) return {};
    for (const char* sql : {"DELETE FROM last_import", "DELETE FROM imported_item",
                            "DELETE FROM imported_department"}) {
        if (auto gone = writer_->connection().exec(sql); !gone) return failed(gone);
    }
    return {};
}

db::Result<void> ImportNotes::read_codes() {
    if (item_->codes_before) return {};
    item_->codes_before.emplace();
    if (item_->is_new) return {};
    auto codes = catalogue_->barcodes(item_->now.id);
    if (!codes) return failed(codes);
    item_->codes = *codes;
    item_->codes_before = std::move(*codes);
    return {};
}

db::Result<ImportNotes::Put> ImportNotes::put(const catalog::Item& item,
                                              const std::optional<catalog::Item>& before) {
    if (auto done = write(); !done) return failed(done);
    item_.emplace(Item{.now = item, .before = before, .codes = {}, .codes_before = {}});
    auto put = writer_->put(item);
    if (!put) return failed(put);
    item_->changed = *put != Put::unchanged;
    item_->is_new = *put == Put::added;
    if (before || item_->is_new) return put;
    // Taken off sale by an undo: as good as new.
    auto back = writer_->connection().exec("DELETE FROM taken_off_sale WHERE item = $1", item.id);
    if (!back) return failed(back);
    return Put::added;
}

db::Result<ImportNotes::Put> ImportNotes::put(const Barcode& barcode) {
    POS_ASSERT(item_ && item_->now.id == barcode.item);
    if (auto read = read_codes(); !read) return failed(read);
    auto put = writer_->put(barcode);
    if (!put || *put == Put::unchanged) return put;
    item_->changed = true;
    std::erase_if(item_->codes, [&](const Barcode& code) { return code.key == barcode.key; });
    item_->codes.push_back(barcode);
    return put;
}

db::Result<void> ImportNotes::remove_barcodes(const catalog::Item& item,
                                              const std::vector<std::string>& keys) {
    if (auto done = write(); !done) return done;
    item_.emplace(Item{.now = item, .before = item, .codes = {}, .codes_before = {}});
    if (auto read = read_codes(); !read) return read;
    for (const std::string& key : keys) {
        if (auto gone = writer_->remove_barcode(key); !gone) return gone;
        std::erase_if(item_->codes, [&](const Barcode& code) { return code.key == key; });
    }
    item_->changed = true;
    return {};
}

db::Result<void> ImportNotes::put(const catalog::Department& department) {
    if (auto begun = begin(); !begun) return begun;
    auto noted = writer_->connection().exec("INSERT INTO imported_department (code) VALUES ($1)",
                                            department.code);
    if (!noted) return failed(noted);
    return writer_->put(department);
}

db::Result<void> ImportNotes::write() {
    if (!item_ || !item_->changed) {
        item_.reset();
        return {};
    }
    if (auto read = read_codes(); !read) return read;
    const Item done = std::move(*item_);
    item_.reset();
    if (auto begun = begin(); !begun) return begun;
    auto& db = writer_->connection();
    const std::int64_t made = content_hash(content_of(done.now, done.codes));
    if (done.before) {
        // Another row of the file may have brought it already: before is as it was before both.
        auto again =
            db.exec("UPDATE imported_item SET made = $2 WHERE item = $1", done.now.id, made);
        if (!again) return failed(again);
        if (*again > 0) return {};
    }
    std::optional<Bytes> before;
    if (done.before)
        before = journal::archive::to_bytes(content_of(*done.before, *done.codes_before));
    auto noted =
        db.exec("INSERT INTO imported_item (item, position, was, made) VALUES ($1, $2, $3, $4)",
                done.now.id, ++position_, before, made);
    if (!noted) return failed(noted);
    return {};
}

db::Result<void> ImportNotes::finish() {
    if (auto done = write(); !done) return done;
    if (!begun_) return {};
    last_.goods = position_;
    auto noted = writer_->connection().exec(
        "INSERT INTO last_import (at, source, goods) VALUES ($1, $2, $3)", last_.at, last_.source,
        last_.goods);
    if (!noted) return failed(noted);
    return {};
}

}  // namespace pos::store
