// Goal: agree with the totals that invoiceninja's own tests state, and with its choice of whose tax
// an invoice bears.
// Method: each invoice becomes a PricingInput under invoiceninja's rule: each tax of each line
// rounded, taxes of the document rounded once, several contained taxes each taken from the price by
// itself. Rates of countries come from the reference tables beside the cases.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "pos/money/decimal.hpp"
#include "pos/money/ratio.hpp"
#include "pos/pricing/price.hpp"
#include "pos/tax/place.hpp"
#include "tests/conformance/published/runner.hpp"

using namespace pos;
using namespace pos::pricing;
using tests::Differences;
using tests::Json;

namespace {

Currency currency() {
    return *currency_of("EUR");
}

/// Amounts may have more digits than money has: the source rounds them.
Money amount_of(const std::string& text) {
    const auto e8 = parse_decimal(text.substr(0, std::min<std::size_t>(text.size(), 12)), 10);
    if (!e8) throw std::runtime_error{"not an amount: " + text};
    return {divide(*e8, 100'000'000, RoundingMode::half_away), currency()};
}

/// A tax contained in a price beside others is taken from the whole price, as if it were alone:
/// rate ÷ (1 + rate) of the gross amount.
tax::Tax alone(tax::Tax tax) {
    tax.kind = tax::TaxKind::division;
    tax.rate.e8 =
        divide(Wide{tax.rate.e8} * kRateScale, kRateScale + tax.rate.e8, RoundingMode::half_away);
    return tax;
}

std::vector<tax::Tax> taxes_of(const Json& list, bool contained) {
    std::vector<tax::Tax> taxes;
    for (const Json& one : list) {
        const auto rate = parse_percent(one.at("percent").get<std::string>());
        taxes.push_back({.code = std::to_string(taxes.size()),
                         .name = one.at("name"),
                         .rate = *rate,
                         .included = contained});
    }
    if (contained && taxes.size() > 1) std::ranges::transform(taxes, taxes.begin(), alone);
    return taxes;
}

/// Discounts of a negative invoice are stated negative; ours lower the size of what they are on.
Discount discount_of(const Json& json, bool negative) {
    std::string value = json.at("value");
    if (negative && json.at("type") == "amount" && value.starts_with('-')) value.erase(0, 1);
    if (json.at("type") == "percent") return {.rate = *parse_percent(value)};
    return {.kind = DiscountKind::amount, .amount = amount_of(value)};
}

enum class Taxes { of_lines, of_document };

PricingInput invoice_of(const Json& json, Taxes which) {
    const Json& input = json.at("input");
    PricingInput invoice{.currency = currency()};
    if (which == Taxes::of_lines) invoice.policy.tax_scope = tax::TaxScope::line;
    // The case that taxes an unrounded line says so.
    if (json.contains("policy")) invoice.policy.precision = LinePrecision::exact;
    const Json document_taxes =
        which == Taxes::of_document ? input.value("document_taxes", Json::array()) : Json::array();
    const bool contained = input.at("prices_include_taxes");
    bool negative = false;
    for (const Json& line : input.at("lines")) {
        const Quantity quantity = *parse_quantity(line.at("quantity").get<std::string>());
        negative = negative || quantity.millionths < 0;
        invoice.lines.push_back(
            {.quantity = quantity,
             .unit_price = *parse_unit_price(line.at("price").get<std::string>(), currency()),
             .discounts = {discount_of(line.at("discount"), false)},
             .taxes = taxes_of(which == Taxes::of_lines ? line.at("taxes") : document_taxes,
                               contained)});
    }
    if (input.contains("surcharge")) {
        const Json& surcharge = input.at("surcharge");
        const bool taxed = surcharge.at("taxed");
        invoice.lines.push_back(
            {.unit_price = unit_price(amount_of(surcharge.at("amount"))),
             .discountable = false,
             .taxes = taxes_of(taxed ? document_taxes : Json::array(), contained)});
    }
    if (input.contains("document_discount")) {
        invoice.basket_discounts.push_back(discount_of(input.at("document_discount"), negative));
    }
    return invoice;
}

Differences check_invoice(const Json& json) {
    const Json& input = json.at("input");
    const Json& expected = json.at("expected");
    const auto priced = price(invoice_of(json, Taxes::of_lines));
    const auto document = price(invoice_of(json, Taxes::of_document));
    if (!priced || !document) return {"refused"};
    const Money tax = priced->tax + document->tax;
    const Money total =
        input.at("prices_include_taxes") ? priced->total : priced->total + document->tax;

    Differences differences;
    const auto check = [&](const char* key, Money found) {
        if (expected.contains(key)) tests::compare(differences, key, expected.at(key), found);
    };
    Money subtotal = zero(currency());
    for (std::size_t i = 0; i < input.at("lines").size(); ++i) {
        subtotal += priced->lines[i].total + priced->lines[i].basket_share;
    }
    check("subtotal", subtotal);
    check("discount", priced->basket_discount);
    check("tax", tax);
    check("total", total);
    check("balance", total);
    if (expected.contains("tax_groups") &&
        expected.at("tax_groups") != std::to_string(priced->groups.size())) {
        differences.push_back("another number of tax groups");
    }
    const Json lines = expected.value("lines", Json::array());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string where = "line " + std::to_string(i + 1);
        const PricedLine& line = priced->lines[i];
        tests::compare(differences, where, lines[i].at("total"), line.total);
        if (lines[i].contains("gross")) {
            tests::compare(differences, where + " gross", lines[i].at("gross"), line.payable);
        }
    }
    return differences;
}

/// Standard and reduced rate of a country.
struct CountryRates {
    Rate standard;
    Rate reduced;
};

class RateTables {
public:
    RateTables() : union_(tests::read_json(folder() + "eu-vat-rates.json").at("items")) {}

    bool in_union(const std::string& country) const { return union_.contains(country); }

    CountryRates of(const std::string& country) const {
        if (!in_union(country)) return {elsewhere(country), {}};
        // The newest period stands first; the lowest reduced rate is the one for goods.
        const Json& rates = union_.at(country)[0].at("rates");
        CountryRates result{rate_of(rates.at("standard")), {}};
        for (const char* key : {"reduced", "reduced1"}) {
            if (rates.contains(key)) result.reduced = rate_of(rates.at(key));
        }
        return result;
    }

private:
    static std::string folder() { return tests::data_folder() + "/reference/tax/"; }
    static Rate rate_of(const Json& number) { return *parse_percent(number.dump()); }

    /// Rows are start, stop, territories, currency, rate as a share of one, type, description.
    static Rate elsewhere(const std::string& country) {
        std::ifstream file{folder() + "vat_rates_history.csv"};
        for (std::string row; std::getline(file, row);) {
            std::vector<std::string> cells;
            std::size_t at = 0;
            while (cells.size() < 6 && at < row.size()) {
                const auto end = std::min(row.find(',', at), row.size());
                cells.push_back(row.substr(at, end - at));
                at = end + 1;
            }
            if (cells.size() < 6 || cells[2] != country || !cells[1].empty()) continue;
            return {*parse_decimal(cells[4], 8)};
        }
        throw std::runtime_error{"no rate for " + country};
    }

    Json union_;
};

tax::Route route_of(const RateTables& tables, const std::string& seller, const std::string& buyer) {
    if (seller == buyer) return tax::Route::domestic;
    const bool both = tables.in_union(seller) && tables.in_union(buyer);
    return both ? tax::Route::inside_union : tax::Route::export_sale;
}

CountryRates rates_of(const Json& input) {
    if (input.contains("automatic_tax")) {
        if (input.at("automatic_tax")) throw std::runtime_error{"which rates?"};
        return {};
    }
    if (input.contains("rate_parts")) {
        CountryRates sum;
        for (const Json& part : input.at("rate_parts")) {
            sum.standard.e8 += parse_percent(part.get<std::string>())->e8;
        }
        return sum;
    }
    const RateTables tables;
    const std::string seller = input.at("seller");
    const std::string buyer = input.at("buyer");
    const tax::Supply supply{
        .route = route_of(tables, seller, buyer),
        .seller_above_threshold = tests::flag_or(input, "seller_above_eu_threshold", false),
        .seller_registered_at_buyer =
            tests::flag_or(input, "seller_registered_in_buyer_region", false),
        .buyer_number_valid = tests::flag_or(input, "buyer_vat_number_valid", false),
        .buyer_exempt = tests::flag_or(input, "buyer_tax_exempt", false),
        .goods_exempt = tests::text_or(input, "goods", "") == "exempt"};
    switch (tax::place_of_supply(supply)) {
        case tax::Rates::sellers:
            return tables.of(seller);
        case tax::Rates::buyers:
            return tables.of(buyer);
        case tax::Rates::none:
            break;
    }
    return {};
}

Differences check_place(const Json& json) {
    const Json& input = json.at("input");
    const Json& expected = json.at("expected");
    const CountryRates rates = rates_of(input);
    Differences differences;
    if (percent_string(rates.standard) != expected.at("rate").get<std::string>()) {
        differences.push_back("rate " + percent_string(rates.standard));
    }
    if (expected.contains("reduced_rate") &&
        percent_string(rates.reduced) != expected.at("reduced_rate").get<std::string>()) {
        differences.push_back("reduced rate " + percent_string(rates.reduced));
    }
    if (!expected.contains("total")) return differences;
    PricingInput invoice{.currency = currency()};
    invoice.lines.push_back(
        {.unit_price = *parse_unit_price(input.at("net").get<std::string>(), currency()),
         .taxes = {{.code = "place", .rate = rates.standard, .included = false}}});
    tests::compare(differences, "total", expected.at("total"), price(invoice)->total);
    return differences;
}

Differences check(const Json& json) {
    return json.at("scope") == "place_of_supply" ? check_place(json) : check_invoice(json);
}

}  // namespace

TEST(InvoiceNinja, totals_and_places_of_supply) {
    const auto cases = tests::published_cases("totals-invoiceninja.json");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("pricing", "totals-invoiceninja.json", cases, check);
}
