#include "app/counterfoil/takings_output.hpp"

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <variant>

#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

using nlohmann::ordered_json;
using pos::report::TakingsBy;
using pos::report::TakingsRow;

std::string amount(std::int64_t minor, pos::Currency currency) {
    return to_string(pos::Money{minor, currency});
}

std::string_view kind_name(pos::journal::TenderKind kind) {
    switch (kind) {
        case pos::journal::TenderKind::cash:
            return "cash";
        case pos::journal::TenderKind::card:
            return "card";
        case pos::journal::TenderKind::other:
            return "other";
    }
    return "other";
}

/// One figure or word of a row, the same for every format.
struct Cell {
    const char* name;
    std::variant<std::string, std::int64_t> value;
    bool words{false};  // start-aligned in a table
};

std::vector<Cell> key_of(TakingsBy by, const TakingsRow& row) {
    switch (by) {
        case TakingsBy::day:
            return {{"day", to_string(row.day), true}};
        case TakingsBy::hour:
            return {{"hour", std::int64_t{row.hour}}};
        case TakingsBy::department:
            return {{"department", row.code, true},
                    {"name", row.name, true},
                    {"quantity", to_string(row.quantity)}};
        case TakingsBy::tender:
            return {
                {"tender", row.code, true}, {"name", row.name, true}, {"payments", row.payments}};
        case TakingsBy::cashier:
            return {{"cashier", row.name, true}};
        case TakingsBy::branch_and_day:
            return {{"branch", row.branch, true}, {"day", to_string(row.day), true}};
    }
    return {};
}

std::vector<Cell> cells_of(TakingsBy by, const TakingsRow& row) {
    std::vector<Cell> cells = key_of(by, row);
    const auto& f = row.figures;
    cells.push_back({"currency", pos::code_of(row.currency), true});
    cells.push_back({"sales", f.sales});
    cells.push_back({"refunds", f.refunds});
    cells.push_back({"gross", amount(f.gross_minor, row.currency)});
    cells.push_back({"refunded", amount(f.refunded_minor, row.currency)});
    cells.push_back({"net", amount(f.net_minor(), row.currency)});
    if (by == TakingsBy::tender) return cells;
    cells.push_back({"tax", amount(f.tax_minor, row.currency)});
    cells.push_back({"discount", amount(f.discount_minor, row.currency)});
    cells.push_back({"rounding", amount(f.rounding_minor, row.currency)});
    return cells;
}

ordered_json tenders_of(const TakingsRow& row) {
    ordered_json list = ordered_json::array();
    for (const auto& tender : row.tenders) {
        ordered_json object;
        object["tender"] = tender.code;
        object["name"] = tender.name;
        object["kind"] = kind_name(tender.kind);
        object["payments"] = tender.payments;
        object["gross"] = amount(tender.gross_minor, row.currency);
        object["refunded"] = amount(tender.refunded_minor, row.currency);
        object["net"] = amount(tender.net_minor(), row.currency);
        list.push_back(std::move(object));
    }
    return list;
}

ordered_json object_of(TakingsBy by, const TakingsRow& row) {
    ordered_json object;
    for (const Cell& cell : cells_of(by, row)) {
        std::visit([&](const auto& value) { object[cell.name] = value; }, cell.value);
    }
    if (by == TakingsBy::day || by == TakingsBy::branch_and_day)
        object["tenders"] = tenders_of(row);
    return object;
}

Table table_of(TakingsBy by, const std::vector<TakingsRow>& rows) {
    Table table;
    for (const Cell& cell : cells_of(by, {})) table.columns.push_back({cell.name, !cell.words});
    for (const TakingsRow& row : rows) {
        auto& line = table.rows.emplace_back();
        for (const Cell& cell : cells_of(by, row)) {
            const auto* text = std::get_if<std::string>(&cell.value);
            line.push_back(text ? *text : std::to_string(std::get<std::int64_t>(cell.value)));
        }
    }
    return table;
}

}  // namespace

void write_takings(std::ostream& out, Format format, TakingsBy by,
                   const std::vector<TakingsRow>& rows) {
    switch (format) {
        case Format::table:
            write_table(out, table_of(by, rows));
            return;
        case Format::csv:
            write_csv(out, table_of(by, rows));
            return;
        case Format::json: {
            auto list = ordered_json::array();
            for (const TakingsRow& row : rows) list.push_back(object_of(by, row));
            out << list.dump(2) << '\n';
            return;
        }
    }
}

}  // namespace app::counterfoil
