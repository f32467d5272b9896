#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/store/db/connection.hpp"
#include "tests/bench/value.hpp"

/// Rows of a database, to be written once more with nothing but writing: what the least is that the
/// same database can do.
namespace test {

using Cell = std::variant<std::monostate, std::int64_t, std::string, pos::Bytes>;
using Line = std::vector<Cell>;

struct Table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<Line> rows;
};

inline Cell cell_of(const pos::store::db::Row& row, int column) {
    switch (row.kind(column)) {
        case pos::store::db::Param::Kind::null:
            return {};
        case pos::store::db::Param::Kind::integer:
            return row.integer(column);
        case pos::store::db::Param::Kind::text:
            return std::string{row.text(column)};
        case pos::store::db::Param::Kind::bytes:
            return row.get<pos::Bytes>(column);
    }
    return {};
}

inline pos::store::db::Param param_of(const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return *integer;
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* bytes = std::get_if<pos::Bytes>(&cell)) return *bytes;
    return {};
}

/// All rows of these tables.
inline std::vector<Table> rows_of(pos::store::db::Connection& db,
                                  std::span<const char* const> names) {
    std::vector<Table> tables;
    for (const char* name : names) {
        Table table{name, {}, {}};
        const std::string columns =
            db.engine() == pos::store::db::Engine::sqlite
                ? "SELECT name FROM pragma_table_info($1)"
                : "SELECT column_name::text FROM information_schema.columns "
                  "WHERE table_name = $1 AND table_schema = current_schema() "
                  "ORDER BY ordinal_position";
        value(db.each(
                  columns,
                  [&](const pos::store::db::Row& row) { table.columns.emplace_back(row.text(0)); },
                  std::string_view{name}),
              "reading columns");
        std::string list;
        for (const auto& column : table.columns) list += (list.empty() ? "" : ", ") + column;
        const auto width = static_cast<int>(table.columns.size());
        value(db.each("SELECT " + list + " FROM " + name,
                      [&](const pos::store::db::Row& row) {
                          Line& line = table.rows.emplace_back();
                          for (int i = 0; i < width; ++i) line.push_back(cell_of(row, i));
                      }),
              "reading rows");
        tables.push_back(std::move(table));
    }
    return tables;
}

/// What the second has and the first has not.
inline void keep_new(std::vector<Table>& after, const std::vector<Table>& before) {
    for (std::size_t i = 0; i < after.size(); ++i) {
        const std::set<Line> known{before[i].rows.begin(), before[i].rows.end()};
        std::erase_if(after[i].rows, [&](const Line& line) { return known.contains(line); });
    }
}

/// Writes them in bulk in one transaction: COPY on PostgreSQL, a held INSERT on SQLite.
inline void write_rows(pos::store::db::Connection& to, const std::vector<Table>& tables) {
    namespace db = pos::store::db;
    auto begun = value(db::Transaction::begin(to, db::TransactionKind::write), "beginning");
    for (const Table& table : tables) {
        if (table.rows.empty()) continue;
        const std::vector<std::string_view> columns{table.columns.begin(), table.columns.end()};
        auto rows = value(to.bulk_insert(table.name, columns), "writing");
        std::vector<db::Param> params;
        for (const Line& line : table.rows) {
            params.clear();
            for (const Cell& cell : line) params.push_back(param_of(cell));
            value(rows->add(params), "writing");
        }
        value(rows->finish(), "writing");
    }
    value(begun.commit(), "committing");
}

}  // namespace test
