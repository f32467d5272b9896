#include "pos/store/floor/item_writes.hpp"

#include <array>
#include <string>

#include "pos/store/catalogue/search_text.hpp"

namespace pos::store::floor {

namespace {

constexpr std::array<std::string_view, 16> kItemColumns{
    "id",           "item",     "number",    "name",     "search_text", "department",
    "tax_class",    "price_e8", "price_tax", "cost_e8",  "unit",        "open_price",
    "discountable", "picture",  "active",    "favourite"};
constexpr std::array<std::string_view, 5> kBarcodeColumns{"barcode_key", "code", "item_id", "kind",
                                                          "pack_millionths"};

template <std::size_t N>
std::string joined(const std::array<std::string_view, N>& columns) {
    std::string list;
    for (const std::string_view column : columns) {
        if (!list.empty()) list += ", ";
        list += column;
    }
    return list;
}

template <std::size_t N>
std::string insert_into(std::string_view table, const std::array<std::string_view, N>& columns) {
    std::string sql{"INSERT INTO "};
    sql.append(table).append(" (").append(joined(columns)).append(") VALUES (");
    for (std::size_t i = 1; i <= N; ++i) sql.append(i > 1 ? ", ?" : "?").append(std::to_string(i));
    return sql.append(")");
}

Value value_of(const db::Row& row, int column) {
    switch (row.kind(column)) {
        case db::Param::Kind::null:
            return std::monostate{};
        case db::Param::Kind::integer:
            return row.integer(column);
        case db::Param::Kind::text:
            return std::string{row.text(column)};
        case db::Param::Kind::bytes:
            return row.get<Bytes>(column);
    }
    return std::monostate{};
}

std::vector<Value> values_of(const db::Row& row, std::size_t count) {
    std::vector<Value> values;
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) values.push_back(value_of(row, static_cast<int>(i)));
    return values;
}

db::Result<void> add_barcodes(db::Connection& connection, std::int64_t item, RowWrites& writes) {
    static const std::string select =
        "SELECT " + joined(kBarcodeColumns) + " FROM barcode WHERE item_id = $1";
    static const std::string insert = insert_into("barcode", kBarcodeColumns);
    const auto done = connection.each(
        select,
        [&](const db::Row& row) {
            writes.push_back({insert, values_of(row, kBarcodeColumns.size()), {}, false});
        },
        item);
    if (!done) return std::unexpected{done.error()};
    return {};
}

}  // namespace

db::Result<ItemWrites> item_writes_after(db::Connection& connection, std::int64_t after) {
    static const std::string select =
        "SELECT " + joined(kItemColumns) + " FROM item WHERE id > $1 ORDER BY id";
    static const std::string insert = insert_into("item", kItemColumns);
    constexpr int kSearchText = 4;
    ItemWrites found{.writes = {}, .last = after, .items = 0};
    db::Result<void> barcodes;
    const auto done = connection.each(
        select,
        [&](const db::Row& row) {
            const std::int64_t id = row.integer(0);
            const std::string text{row.text(kSearchText)};
            found.last = id;
            ++found.items;
            found.writes.push_back({insert, values_of(row, kItemColumns.size()), {}, false});
            found.writes.push_back({"INSERT INTO item_trigram (rowid, search_text) VALUES (?1, ?2)",
                                    {id, text},
                                    {},
                                    false});
            std::string starts;
            starts_into(text, starts);
            found.writes.push_back({"INSERT INTO item_start (rowid, starts) VALUES (?1, ?2)",
                                    {id, std::move(starts)},
                                    {},
                                    false});
            barcodes = add_barcodes(connection, id, found.writes);
            return barcodes.has_value();
        },
        after);
    if (!done) return std::unexpected{done.error()};
    if (!barcodes) return std::unexpected{barcodes.error()};
    return found;
}

}  // namespace pos::store::floor
