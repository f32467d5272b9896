#include "pos/store/catalogue/catalogue.hpp"

#include <algorithm>
#include <array>

#include "pos/store/catalogue/users.hpp"

namespace pos::store {

namespace {

// Every look-up reads the same columns, so that one function understands them.
#define ITEM_COLUMNS                                                                        \
    "SELECT i.item, i.number, i.name, i.department, i.tax_class, i.price_e8, i.price_tax, " \
    "i.cost_e8, i.unit, i.open_price, i.discountable, i.picture, i.active, "                \
    "coalesce(d.name, ''), coalesce(d.tile_pair, 0) "
#define ITEM_TABLES "FROM item i LEFT JOIN department d ON d.code = i.department "

/// How many rows by_rows() asks for in one statement: a list on the screen.
constexpr std::size_t kRowsAtOnce = 64;

StoredItem read_item(const db::Row& row, Currency currency) {
    StoredItem stored;
    catalog::Item& item = stored.item;
    row.get(0, item.id);
    row.get(1, item.number);
    row.get(2, item.name);
    row.get(3, item.department);
    row.get(4, item.tax_class);
    item.price = {row.integer(5), currency};
    item.price_tax = static_cast<catalog::PriceTax>(row.integer(6));
    if (!in_range(item.price_tax)) row.fault(6, "no such price tax");
    if (!row.is_null(7)) item.cost = UnitPrice{row.integer(7), currency};
    row.get(8, item.unit);
    item.open_price = row.integer(9) != 0;
    item.discountable = row.integer(10) != 0;
    row.get(11, item.picture);
    item.active = row.integer(12) != 0;
    row.get(13, stored.department_name);
    row.get(14, stored.tile_pair);
    return stored;
}

}  // namespace

db::Result<std::optional<StoredItem>> Catalogue::by_barcode(std::string_view key) {
    std::optional<StoredItem> found;
    const auto done = db_.each(
        ITEM_COLUMNS
        ", b.code, b.pack_millionths FROM barcode b JOIN item i ON i.id = b.item_id "
        "LEFT JOIN department d ON d.code = i.department WHERE b.barcode_key = $1",
        [&](const db::Row& row) {
            found = read_item(row, currency_);
            row.get(15, found->barcode);
            if (!row.is_null(16)) found->pack = Quantity{row.integer(16)};
        },
        key);
    if (!done) return std::unexpected{done.error()};
    return found;
}

db::Result<std::optional<StoredItem>> Catalogue::by_number(std::string_view number) {
    std::optional<StoredItem> found;
    const auto done = db_.each(
        ITEM_COLUMNS ITEM_TABLES "WHERE i.number = $1",
        [&](const db::Row& row) { found = read_item(row, currency_); }, number);
    if (!done) return std::unexpected{done.error()};
    return found;
}

db::Result<std::optional<StoredItem>> Catalogue::by_id(const Ulid& item) {
    std::optional<StoredItem> found;
    const auto done = db_.each(
        ITEM_COLUMNS ITEM_TABLES "WHERE i.item = $1",
        [&](const db::Row& row) { found = read_item(row, currency_); }, item);
    if (!done) return std::unexpected{done.error()};
    return found;
}

db::Result<std::optional<StoredItem>> Catalogue::by_row(std::int64_t id) {
    std::optional<StoredItem> found;
    const auto done = db_.each(
        ITEM_COLUMNS ITEM_TABLES "WHERE i.id = $1",
        [&](const db::Row& row) { found = read_item(row, currency_); }, id);
    if (!done) return std::unexpected{done.error()};
    return found;
}

db::Result<std::vector<StoredItem>> Catalogue::by_rows(std::span<const std::int64_t> ids) {
    // One text whatever the count, so that its statement stays prepared: what is left over asks
    // for row 0, which no item has.
    static const std::string sql = [] {
        std::string text{ITEM_COLUMNS ", i.id " ITEM_TABLES "WHERE i.id IN ("};
        for (std::size_t i = 1; i <= kRowsAtOnce; ++i)
            text.append(i > 1 ? ", $" : "$").append(std::to_string(i));
        return text + ")";
    }();
    std::vector<std::optional<StoredItem>> found(ids.size());
    for (std::size_t from = 0; from < ids.size(); from += kRowsAtOnce) {
        const auto asked = ids.subspan(from, std::min(kRowsAtOnce, ids.size() - from));
        std::array<db::Param, kRowsAtOnce> params;
        std::ranges::copy(asked, params.begin());
        std::fill(params.begin() + static_cast<std::ptrdiff_t>(asked.size()), params.end(),
                  db::Param{0});
        const auto done = db_.run(sql, params, [&](const db::Row& row) {
            const auto at = std::ranges::find(asked, row.integer(15)) - asked.begin();
            found[from + static_cast<std::size_t>(at)] = read_item(row, currency_);
            return true;
        });
        if (!done) return std::unexpected{done.error()};
    }
    std::vector<StoredItem> items;
    items.reserve(found.size());
    for (auto& item : found) {
        if (item) items.push_back(std::move(*item));
    }
    return items;
}

db::Result<std::vector<catalog::Barcode>> Catalogue::barcodes(const Ulid& item) {
    std::vector<catalog::Barcode> codes;
    const auto done = db_.each(
        "SELECT b.code, b.barcode_key, b.kind, b.pack_millionths FROM barcode b "
        "JOIN item i ON i.id = b.item_id WHERE i.item = $1 ORDER BY b.barcode_key",
        [&](const db::Row& row) {
            auto& code = codes.emplace_back();
            row.get(0, code.text);
            row.get(1, code.key);
            code.item = item;
            code.kind = static_cast<catalog::BarcodeKind>(row.integer(2));
            if (!in_range(code.kind)) row.fault(2, "no such kind of barcode");
            if (!row.is_null(3)) code.pack = Quantity{row.integer(3)};
        },
        item);
    if (!done) return std::unexpected{done.error()};
    return codes;
}

db::Result<std::vector<catalog::Department>> Catalogue::departments() {
    std::vector<catalog::Department> departments;
    const auto done =
        db_.each("SELECT code, name, position, tile_pair FROM department ORDER BY position, name",
                 [&](const db::Row& row) {
                     auto& department = departments.emplace_back();
                     row.get(0, department.code);
                     row.get(1, department.name);
                     row.get(2, department.order);
                     row.get(3, department.tile_pair);
                 });
    if (!done) return std::unexpected{done.error()};
    return departments;
}

db::Result<std::vector<StoredItem>> Catalogue::favourites(std::int64_t limit) {
    std::vector<StoredItem> items;
    const auto done = db_.each(
        ITEM_COLUMNS ITEM_TABLES
        "WHERE i.favourite > 0 AND i.active <> 0 ORDER BY i.favourite, i.id LIMIT $1",
        [&](const db::Row& row) { items.push_back(read_item(row, currency_)); }, limit);
    if (!done) return std::unexpected{done.error()};
    return items;
}

db::Result<std::vector<StoredItem>> Catalogue::of_department(std::string_view code,
                                                             std::int64_t limit) {
    std::vector<StoredItem> items;
    const auto done = db_.each(
        ITEM_COLUMNS ITEM_TABLES "WHERE i.department = $1 AND i.active <> 0 ORDER BY i.id LIMIT $2",
        [&](const db::Row& row) { items.push_back(read_item(row, currency_)); }, code, limit);
    if (!done) return std::unexpected{done.error()};
    return items;
}

db::Result<std::int64_t> Catalogue::count() {
    const auto count = db_.value<std::int64_t>("SELECT count(*) FROM item");
    if (!count) return std::unexpected{count.error()};
    return count->value_or(0);
}

db::Result<std::vector<people::User>> Catalogue::users() {
    std::vector<people::User> users;
    const auto done = db_.each("SELECT person, name, role, active FROM shop_user ORDER BY name",
                               [&](const db::Row& row) { users.push_back(get_user(row)); });
    if (!done) return std::unexpected{done.error()};
    return users;
}

db::Result<std::optional<people::User>> Catalogue::user_of_badge(std::string_view code) {
    std::optional<people::User> user;
    const auto done = db_.each(
        "SELECT u.person, u.name, u.role, u.active FROM badge b JOIN shop_user u ON u.person = "
        "b.person WHERE b.code = $1",
        [&](const db::Row& row) { user = get_user(row); }, code);
    if (!done) return std::unexpected{done.error()};
    return user;
}

db::Result<std::optional<Bytes>> Catalogue::setting(std::string_view name) {
    return db_.value<Bytes>("SELECT value FROM setting WHERE name = $1", name);
}

}  // namespace pos::store
