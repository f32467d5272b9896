#include "app/core/export/told_tables.hpp"

#include <optional>
#include <utility>

#include "app/core/given_settings.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/feed/change.hpp"
#include "pos/store/reader.hpp"

namespace app::core::exports {

namespace {

namespace db = pos::store::db;

constexpr Column kTaxRates[]{{"code", Kind::text},       {"name", Kind::text},
                             {"kind", Kind::text},       {"percent", Kind::rate},
                             {"amount", Kind::quantity}, {"included", Kind::yes_no},
                             {"from", Kind::day},        {"until", Kind::day}};
constexpr Column kTaxClasses[]{{"code", Kind::text},
                               {"name", Kind::text},
                               {"taxes", Kind::text},
                               {"of_goods_that_say_none", Kind::yes_no}};
constexpr Column kSettings[]{
    {"branch", Kind::text}, {"setting", Kind::text}, {"value", Kind::text}};

std::string kind_of(pos::tax::TaxKind kind) {
    switch (kind) {
        case pos::tax::TaxKind::percent:
            return "percent";
        case pos::tax::TaxKind::fixed:
            return "fixed";
        case pos::tax::TaxKind::division:
            return "division";
    }
    return "percent";
}

Cell yes_or_no(bool yes) {
    return {yes ? "yes" : "no"};
}

std::string joined(const std::vector<std::string>& lines, std::string_view between) {
    std::string text;
    for (const std::string& line : lines) {
        if (!text.empty()) text += between;
        text += line;
    }
    return text;
}

ToldTable taxes_of(const ShopSettings& settings) {
    ToldTable told{{"taxes", "", kTaxRates, Part::goods}, {}};
    for (const auto& period : settings.taxes.taxes) {
        const pos::tax::Tax& tax = period.tax;
        const bool fixed = tax.kind == pos::tax::TaxKind::fixed;
        // A tax that holds from ever on says no first day.
        const bool begins = period.from.days > 0;
        told.rows.push_back({{tax.code},
                             {tax.name},
                             {kind_of(tax.kind)},
                             fixed ? Cell{} : Cell{pos::format_decimal(tax.rate.e8, 6, 0), true},
                             fixed ? Cell{pos::format_decimal(tax.amount_e8, 8, 0), true} : Cell{},
                             yes_or_no(tax.included),
                             begins ? Cell{to_string(period.from)} : Cell{},
                             period.until ? Cell{to_string(*period.until)} : Cell{}});
    }
    return told;
}

ToldTable classes_of(const ShopSettings& settings) {
    ToldTable told{{"tax_classes", "", kTaxClasses, Part::goods}, {}};
    for (const auto& one : settings.taxes.classes) {
        told.rows.push_back({{one.code},
                             {one.name},
                             {joined(one.taxes, " ")},
                             yes_or_no(one.code == settings.tax_class)});
    }
    return told;
}

/// Adds what is said; what is not is no row.
class Rows {
public:
    Rows(ToldTable& to, std::string branch) : to_{to}, branch_{std::move(branch)} {}
    void add(const char* name, std::string value) {
        if (!value.empty()) to_.rows.push_back({{branch_}, {name}, {std::move(value)}});
    }

private:
    ToldTable& to_;
    std::string branch_;
};

void add_own(const ShopSettings& settings, ToldTable& to) {
    Rows rows{to, ""};
    rows.add("name", settings.name);
    rows.add("address", joined(settings.address, "\n"));
    rows.add("tax_number", settings.tax_number);
    rows.add("footer", joined(settings.footer, "\n"));
    rows.add("language", settings.locale);
    rows.add("country", settings.country);
    rows.add("tax_class", settings.tax_class);
    rows.add("labels", joined(settings.embedded_rules, "\n"));
    std::vector<std::string> tenders;
    for (const auto& tender : settings.tenders) tenders.push_back(tender.name);
    rows.add("tenders", joined(tenders, "\n"));
}

void add_given(const GivenSettings& given, const std::string& branch, pos::Currency currency,
               ToldTable& to) {
    Rows rows{to, branch};
    const std::vector<std::string> none;
    rows.add("name", given.name.value_or(""));
    rows.add("address", joined(given.address.value_or(none), "\n"));
    rows.add("tax_number", given.tax_number.value_or(""));
    rows.add("footer", joined(given.footer.value_or(none), "\n"));
    if (given.cash_step_minor) {
        rows.add("smallest_coin", to_string(pos::Money{*given.cash_step_minor, currency}));
    }
    if (given.lock_minutes) rows.add("lock_minutes", std::to_string(*given.lock_minutes));
}

Outcome<pos::Currency> currency_of_shop(db::Connection& connection) {
    const auto text =
        connection.value<std::string>("SELECT currency FROM journal ORDER BY id LIMIT 1");
    if (!text) return std::unexpected{failure(pos::store::to_store_error(text.error()))};
    return pos::store::parse_currency_text(text->value_or("")).value_or(pos::Currency{});
}

}  // namespace

Outcome<std::vector<ToldTable>> told_tables(db::Connection& connection) {
    pos::store::Reader reader{connection};
    const auto settings = read_settings(reader);
    if (!settings) return std::unexpected{settings.error()};
    const auto currency = currency_of_shop(connection);
    if (!currency) return std::unexpected{currency.error()};
    ToldTable said{{"settings", "", kSettings, Part::goods}, {}};
    add_own(*settings, said);
    // At head office: for all branches, and for single ones.
    const std::string all{pos::store::feed::kGivenSetting};
    const auto done = connection.each(
        "SELECT name, value FROM setting WHERE name = $1 OR name LIKE $2 ORDER BY name",
        [&](const db::Row& row) {
            const auto given = given_from(row.bytes(1));
            if (!given) return;
            const std::string_view name = row.text(0);
            const bool of_all = name == all;
            add_given(*given, of_all ? "*" : std::string{name.substr(all.size() + 1)}, *currency,
                      said);
        },
        all, all + "/%");
    if (!done) return std::unexpected{failure(pos::store::to_store_error(done.error()))};
    std::vector<ToldTable> told;
    told.push_back(taxes_of(*settings));
    told.push_back(classes_of(*settings));
    told.push_back(std::move(said));
    return told;
}

}  // namespace app::core::exports
