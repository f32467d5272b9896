#include "app/counterfoil/takings_output.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <type_traits>
#include <variant>

#include "pos/money/decimal.hpp"
#include "pos/money/rounding.hpp"
#include "pos/report/margin.hpp"

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
    std::variant<std::string, std::int64_t, std::monostate> value;
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
        case TakingsBy::item:
            return {{"item", row.code, true},
                    {"name", row.name, true},
                    {"quantity", to_string(row.quantity)}};
    }
    return {};
}

/// Per cent with one decimal; half of one goes away from zero.
Cell percent_of(const std::optional<pos::Rate>& share) {
    constexpr std::int64_t kTenth = pos::kRateScale / 1'000;
    if (!share) return {"margin_percent", std::monostate{}};
    const std::int64_t tenths = pos::divide(share->e8, kTenth, pos::RoundingMode::half_away);
    return {"margin_percent", pos::format_decimal(tenths, 1, 1)};
}

void add_margin(std::vector<Cell>& cells, const TakingsRow& row) {
    const auto margin = pos::report::margin_of(row);
    cells.push_back({"without_tax", to_string(margin.takings)});
    cells.push_back({"cost", to_string(margin.cost)});
    cells.push_back({"margin", to_string(margin.amount)});
    cells.push_back(percent_of(margin.share));
    cells.push_back({"without_cost", to_string(margin.without_cost)});
}

std::vector<Cell> cells_of(TakingsShape shape, const TakingsRow& row) {
    const TakingsBy by = shape.by;
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
    if (shape.margin) add_margin(cells, row);
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

ordered_json object_of(TakingsShape shape, const TakingsRow& row) {
    const TakingsBy by = shape.by;
    ordered_json object;
    const auto cells = cells_of(shape, row);
    for (const Cell& cell : cells) {
        std::visit(
            [&]<class T>(const T& value) {
                if constexpr (std::is_same_v<T, std::monostate>)
                    object[cell.name] = nullptr;
                else
                    object[cell.name] = value;
            },
            cell.value);
    }
    if (by == TakingsBy::day || by == TakingsBy::branch_and_day)
        object["tenders"] = tenders_of(row);
    return object;
}

std::string shown(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return *text;
    const auto* count = std::get_if<std::int64_t>(&cell.value);
    return count != nullptr ? std::to_string(*count) : std::string{};
}

Table table_of(TakingsShape shape, const std::vector<TakingsRow>& rows) {
    Table table;
    const auto heads = cells_of(shape, {});
    for (const Cell& cell : heads) table.columns.push_back({cell.name, !cell.words});
    for (const TakingsRow& row : rows) {
        auto& line = table.rows.emplace_back();
        const auto cells = cells_of(shape, row);
        for (const Cell& cell : cells) line.push_back(shown(cell));
    }
    return table;
}

}  // namespace

void write_takings(std::ostream& out, Format format, TakingsShape shape,
                   const std::vector<TakingsRow>& rows) {
    switch (format) {
        case Format::table:
            write_table(out, table_of(shape, rows));
            return;
        case Format::csv:
            write_csv(out, table_of(shape, rows));
            return;
        case Format::json: {
            auto list = ordered_json::array();
            for (const TakingsRow& row : rows) list.push_back(object_of(shape, row));
            out << list.dump(2) << '\n';
            return;
        }
    }
}

}  // namespace app::counterfoil
