#include "app/counterfoil/takings_output.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

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

ordered_json key_of(TakingsBy by, const TakingsRow& row) {
    ordered_json key;
    switch (by) {
        case TakingsBy::day:
            key["day"] = to_string(row.day);
            break;
        case TakingsBy::hour:
            key["hour"] = row.hour;
            break;
        case TakingsBy::department:
            key["department"] = row.code;
            key["name"] = row.name;
            key["quantity"] = to_string(row.quantity);
            break;
        case TakingsBy::tender:
            key["tender"] = row.code;
            key["name"] = row.name;
            key["payments"] = row.payments;
            break;
        case TakingsBy::cashier:
            key["cashier"] = row.name;
            break;
    }
    return key;
}

ordered_json tenders_of(const TakingsRow& row) {
    auto list = ordered_json::array();
    for (const auto& tender : row.tenders) {
        list.push_back({{"tender", tender.code},
                        {"name", tender.name},
                        {"kind", kind_name(tender.kind)},
                        {"payments", tender.payments},
                        {"gross", amount(tender.gross_minor, row.currency)},
                        {"refunded", amount(tender.refunded_minor, row.currency)},
                        {"net", amount(tender.net_minor(), row.currency)}});
    }
    return list;
}

ordered_json object_of(TakingsBy by, const TakingsRow& row) {
    ordered_json object = key_of(by, row);
    const auto& f = row.figures;
    object["currency"] = pos::code_of(row.currency);
    object["sales"] = f.sales;
    object["refunds"] = f.refunds;
    object["gross"] = amount(f.gross_minor, row.currency);
    object["refunded"] = amount(f.refunded_minor, row.currency);
    object["net"] = amount(f.net_minor(), row.currency);
    if (by == TakingsBy::tender) return object;
    object["tax"] = amount(f.tax_minor, row.currency);
    object["discount"] = amount(f.discount_minor, row.currency);
    object["rounding"] = amount(f.rounding_minor, row.currency);
    if (by == TakingsBy::day) object["tenders"] = tenders_of(row);
    return object;
}

/// The objects as columns: figures are end-aligned, names are not.
Table table_of(TakingsBy by, const std::vector<TakingsRow>& rows) {
    Table table;
    for (const auto& [name, value] :
         object_of(by, rows.empty() ? TakingsRow{} : rows.front()).items()) {
        const bool words = name == "day" || name == "department" || name == "name" ||
                           name == "tender" || name == "cashier" || name == "currency";
        if (!value.is_array()) table.columns.push_back({name, !words});
    }
    for (const TakingsRow& row : rows) {
        auto& cells = table.rows.emplace_back();
        const ordered_json object = object_of(by, row);
        for (const auto& [name, value] : object.items()) {
            if (value.is_string()) cells.push_back(value.get<std::string>());
            if (value.is_number()) cells.push_back(value.dump());
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
