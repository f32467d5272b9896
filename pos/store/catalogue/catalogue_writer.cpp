#include "pos/base/assert.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/catalogue/search_text.hpp"

namespace pos::store {

namespace {

std::optional<std::int64_t> cost_of(const catalog::Item& item) {
    if (!item.cost) return std::nullopt;
    return item.cost->e8;
}

std::optional<std::int64_t> pack_of(const catalog::Barcode& barcode) {
    if (!barcode.pack) return std::nullopt;
    return barcode.pack->millionths;
}

/// What an item's row holds at this moment.
struct Before {
    std::int64_t id{0};
    catalog::Item item;
    std::string search_text;
};

db::Result<std::optional<Before>> read_before(db::Connection& db, const catalog::Item& wanted) {
    std::optional<Before> before;
    const auto done = db.each(
        "SELECT id, number, name, department, tax_class, price_e8, price_tax, cost_e8, unit, "
        "open_price, "
        "discountable, picture, active, search_text FROM item WHERE item = $1",
        [&](const db::Row& row) {
            auto& b = before.emplace();
            row.get(0, b.id);
            b.item.id = wanted.id;
            row.get(1, b.item.number);
            row.get(2, b.item.name);
            row.get(3, b.item.department);
            row.get(4, b.item.tax_class);
            b.item.price = {row.integer(5), wanted.price.currency};
            b.item.price_tax = static_cast<catalog::PriceTax>(row.integer(6));
            if (!row.is_null(7)) b.item.cost = UnitPrice{row.integer(7), wanted.price.currency};
            row.get(8, b.item.unit);
            b.item.open_price = row.integer(9) != 0;
            b.item.discountable = row.integer(10) != 0;
            row.get(11, b.item.picture);
            b.item.active = row.integer(12) != 0;
            row.get(13, b.search_text);
        },
        wanted.id);
    if (!done) return std::unexpected{done.error()};
    return before;
}

}  // namespace

db::Result<std::int64_t> CatalogueWriter::next_id() {
    if (!next_id_) {
        const auto last = db_.value<std::int64_t>("SELECT coalesce(max(id), 0) FROM item");
        if (!last) return std::unexpected{last.error()};
        next_id_ = last->value_or(0) + 1;
    }
    return (*next_id_)++;
}

db::Result<void> CatalogueWriter::index(std::int64_t id, std::string_view search_text) {
    if (db_.engine() != db::Engine::sqlite) return {};
    const auto text =
        db_.exec("INSERT INTO item_trigram (rowid, search_text) VALUES ($1, $2)", id, search_text);
    if (!text) return std::unexpected{text.error()};
    starts_into(search_text, starts_);
    const auto starts =
        db_.exec("INSERT INTO item_start (rowid, starts) VALUES ($1, $2)", id, starts_);
    if (!starts) return std::unexpected{starts.error()};
    return {};
}

db::Result<void> CatalogueWriter::unindex(std::int64_t id, std::string_view search_text) {
    if (db_.engine() != db::Engine::sqlite) return {};
    // FTS5 takes a row out of an index without content by being told what it held.
    const auto text = db_.exec(
        "INSERT INTO item_trigram (item_trigram, rowid, search_text) VALUES ('delete', $1, $2)", id,
        search_text);
    if (!text) return std::unexpected{text.error()};
    starts_into(search_text, starts_);
    const auto starts =
        db_.exec("INSERT INTO item_start (item_start, rowid, starts) VALUES ('delete', $1, $2)", id,
                 starts_);
    if (!starts) return std::unexpected{starts.error()};
    return {};
}

db::Result<CatalogueWriter::Put> CatalogueWriter::put(const catalog::Item& item) {
    POS_ASSERT(check(item).has_value());
    auto before = read_before(db_, item);
    if (!before) return std::unexpected{before.error()};
    search_text_into(item.name, item.number, folded_);
    if (*before) {
        Before& b = **before;
        if (b.item == item && b.search_text == folded_) return Put::unchanged;
        if (touched_) touched_->items.insert(item.id);
        const auto done = db_.exec(
            "UPDATE item SET number = $2, name = $3, search_text = $4, department = $5, tax_class "
            "= $6, "
            "price_e8 = $7, price_tax = $8, cost_e8 = $9, unit = $10, open_price = $11, "
            "discountable = $12, "
            "picture = $13, active = $14 WHERE id = $1",
            b.id, item.number, item.name, folded_, item.department, item.tax_class, item.price.e8,
            item.price_tax, cost_of(item), item.unit, item.open_price, item.discountable,
            item.picture, item.active);
        if (!done) return std::unexpected{done.error()};
        if (b.search_text != folded_) {
            if (auto gone = unindex(b.id, b.search_text); !gone)
                return std::unexpected{gone.error()};
            if (auto there = index(b.id, folded_); !there) return std::unexpected{there.error()};
        }
        return Put::changed;
    }
    if (touched_) touched_->items.insert(item.id);
    const auto id = next_id();
    if (!id) return std::unexpected{id.error()};
    const auto done = db_.exec(
        "INSERT INTO item (id, item, number, name, search_text, department, tax_class, price_e8, "
        "price_tax, cost_e8, "
        "unit, open_price, discountable, picture, active, favourite) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0)",
        *id, item.id, item.number, item.name, folded_, item.department, item.tax_class,
        item.price.e8, item.price_tax, cost_of(item), item.unit, item.open_price, item.discountable,
        item.picture, item.active);
    if (!done) return std::unexpected{done.error()};
    if (auto there = index(*id, folded_); !there) return std::unexpected{there.error()};
    return Put::added;
}

db::Result<CatalogueWriter::Put> CatalogueWriter::put(const catalog::Barcode& barcode) {
    const auto item = db_.value<std::int64_t>("SELECT id FROM item WHERE item = $1", barcode.item);
    if (!item) return std::unexpected{item.error()};
    POS_ASSERT(item->has_value());
    const auto before =
        db_.first<std::int64_t, std::string, std::int64_t, std::optional<std::int64_t>>(
            "SELECT item_id, code, kind, pack_millionths FROM barcode WHERE barcode_key = $1",
            barcode.key);
    if (!before) return std::unexpected{before.error()};
    const auto kind = static_cast<std::int64_t>(barcode.kind);
    if (*before && **before == std::tuple{**item, barcode.text, kind, pack_of(barcode)})
        return Put::unchanged;
    if (auto before_it = touch_item_of(barcode.key); !before_it) {
        return std::unexpected{before_it.error()};
    }
    if (touched_) touched_->items.insert(barcode.item);
    // No upsert: its statement journal makes FTS5 write out its pending terms row by row, which
    // costs an import four fifths of its speed.
    const auto done = *before ? db_.exec(
                                    "UPDATE barcode SET code = $2, item_id = $3, kind = $4, "
                                    "pack_millionths = $5 WHERE barcode_key = $1",
                                    barcode.key, barcode.text, **item, kind, pack_of(barcode))
                              : db_.exec(
                                    "INSERT INTO barcode (barcode_key, code, item_id, kind, "
                                    "pack_millionths) VALUES ($1, $2, $3, $4, $5)",
                                    barcode.key, barcode.text, **item, kind, pack_of(barcode));
    if (!done) return std::unexpected{done.error()};
    return *before ? Put::changed : Put::added;
}

db::Result<void> CatalogueWriter::touch_item_of(std::string_view barcode_key) {
    if (!touched_) return {};
    const auto item = db_.value<Ulid>(
        "SELECT i.item FROM barcode b JOIN item i ON i.id = b.item_id WHERE b.barcode_key = $1",
        barcode_key);
    if (!item) return std::unexpected{item.error()};
    if (*item) touched_->items.insert(**item);
    return {};
}

db::Result<void> CatalogueWriter::touch_holder_of(std::string_view badge) {
    if (!touched_) return {};
    const auto person = db_.value<Ulid>("SELECT person FROM badge WHERE code = $1", badge);
    if (!person) return std::unexpected{person.error()};
    if (*person) touched_->users.insert(**person);
    return {};
}

db::Result<void> CatalogueWriter::remove_barcode(std::string_view key) {
    if (auto touched = touch_item_of(key); !touched) return touched;
    const auto done = db_.exec("DELETE FROM barcode WHERE barcode_key = $1", key);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> CatalogueWriter::put(const catalog::Department& department) {
    if (touched_) touched_->departments.insert(department.code);
    const auto done = db_.exec(
        "INSERT INTO department (code, name, position, tile_pair) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (code) DO UPDATE SET name = excluded.name, position = excluded.position, "
        "tile_pair = excluded.tile_pair",
        department.code, department.name, department.order, department.tile_pair);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> CatalogueWriter::remove_department(std::string_view code) {
    if (touched_) touched_->departments.insert(std::string{code});
    const auto done = db_.exec("DELETE FROM department WHERE code = $1", code);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> CatalogueWriter::set_favourite(const Ulid& item, std::int64_t position) {
    if (touched_) touched_->items.insert(item);
    const auto done = db_.exec("UPDATE item SET favourite = $2 WHERE item = $1", item, position);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> CatalogueWriter::put(const people::User& user) {
    if (touched_) touched_->users.insert(user.id);
    const auto done = db_.exec(
        "INSERT INTO shop_user (person, name, role, active) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (person) DO UPDATE SET name = excluded.name, role = excluded.role, active = "
        "excluded.active",
        user.id, user.name, user.role, user.active);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> CatalogueWriter::put_badge(std::string_view code, const Ulid& user) {
    if (auto before = touch_holder_of(code); !before) return before;
    if (touched_) touched_->users.insert(user);
    const auto done = db_.exec(
        "INSERT INTO badge (code, person) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET person "
        "= excluded.person",
        code, user);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> CatalogueWriter::take_badge(std::string_view code) {
    if (auto before = touch_holder_of(code); !before) return before;
    const auto done = db_.exec("DELETE FROM badge WHERE code = $1", code);
    if (!done) return std::unexpected{done.error()};
    return {};
}

db::Result<void> CatalogueWriter::put_setting(std::string_view name, BytesView value) {
    if (touched_) touched_->settings.emplace(name);
    const auto done = db_.exec(
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value "
        "= excluded.value",
        name, value);
    if (!done) return std::unexpected{done.error()};
    return {};
}

}  // namespace pos::store
