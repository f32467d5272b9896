#include "app/core/ring/guess_sales.hpp"

#include <algorithm>
#include <array>

#include "app/core/imports/guess_columns.hpp"
#include "app/core/ring/ring_file.hpp"

namespace app::core::ring {

namespace {

using imports::FieldNames;

/// What files call these columns.
constexpr std::array kSalesColumns{
    FieldNames{"receipt",
               "receipt|receipt no|receipt number|receipt id|invoice|invoice no|invoiceno|"
               "invoice number|invoice id|ticket|ticket no|transaction|transaction id|basket id|"
               "bon|bonnummer|beleg|belegnummer|rechnungsnummer|quittung"},
    FieldNames{"sku",
               "sku|stock code|stockcode|item no|item number|item code|item id|article number|"
               "product id|product code|productid|artikelnummer|artikel nr"},
    FieldNames{"name",
               "name|description|item name|product name|item|product|artikel|bezeichnung|"
               "artikelbezeichnung|beschreibung"},
    FieldNames{"quantity", "quantity|qty|pieces|menge|anzahl|stuckzahl"},
    FieldNames{"price", "price|unit price|unitprice|item price|preis|einzelpreis|stuckpreis"},
    FieldNames{"at",
               "at|sold at|time|timestamp|date time|datetime|invoice date|invoicedate|date|"
               "zeitpunkt|datum|zeit"},
};

}  // namespace

std::vector<tabular::MapEntry> guess_sales(std::span<const std::string> columns,
                                           std::span<const tabular::MapEntry> said) {
    auto mapping = imports::guess_beside(kSalesColumns, columns, said);
    const auto is_said = [&](std::string_view field) {
        const auto is_of = [&](const tabular::MapEntry& entry) { return entry.field == field; };
        return std::ranges::any_of(said, is_of) || std::ranges::any_of(mapping, is_of);
    };
    for (const std::string_view field : kFields) {
        if (!is_said(field) && std::ranges::count(columns, field) == 1)
            mapping.push_back({std::string{field}, std::string{field}});
    }
    return mapping;
}

}  // namespace app::core::ring
