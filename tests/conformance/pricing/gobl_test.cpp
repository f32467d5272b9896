// Goal: agree with GOBL's calculated invoices of 23 countries: lines, discounts, charges, tax
// categories and rates, contained and added, retained taxes and surcharges, payable and due.
// Method: each invoice becomes a PricingInput under GOBL's own rule (lines and bases exact, each
// rate rounded once; or, where the invoice says so, every line rounded first), and every total is
// compared. The published cases and the original files go the same way.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <set>
#include <stdexcept>

#include "pos/money/decimal.hpp"
#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"
#include "tests/conformance/published/runner.hpp"

using namespace pos;
using namespace pos::pricing;
using tests::Differences;
using tests::Json;

namespace {

Rate rate_of(std::string percent) {
    if (!percent.empty() && percent.back() == '%') percent.pop_back();
    if (percent.empty()) return {};  // exempt, outside the scope
    const auto rate = parse_percent(percent);
    if (!rate) throw std::runtime_error{"not a percentage: " + percent};
    return *rate;
}

/// What tells one printed rate from another, but for the percentage.
std::string code_of(const Json& tax) {
    return tests::text_or(tax, "cat", "") + "/" + tests::text_or(tax, "key", "") + "/" +
           tests::text_or(tax, "country", "");
}

class Invoice {
public:
    Invoice(const Json& json, std::set<std::string> retained)
        : json_{json}, retained_{std::move(retained)} {
        const auto currency = currency_of(json.at("currency").get<std::string>());
        if (!currency) throw std::runtime_error{"an unknown currency"};
        input_.currency = *currency;
        if (json.at("rounding") == "precise") input_.policy.precision = LinePrecision::exact;
        const Json& input = json.at("input");
        for (const Json& line : input.at("lines")) add_line(line);
        line_count_ = input_.lines.size();
        for (const Json& part : input.value("discounts", Json::array())) add_amount(part, "-");
        discount_count_ = input_.lines.size() - line_count_;
        for (const Json& part : input.value("charges", Json::array())) add_amount(part, "");
    }

    Differences check() const {
        const auto priced = price(input_);
        if (!priced) return {"refused: " + std::to_string(static_cast<int>(priced.error()))};
        Differences differences;
        check_lines(differences, *priced);
        check_totals(differences, *priced);
        check_taxes(differences, *priced);
        return differences;
    }

private:
    void add_line(const Json& json) {
        LineInput line{.quantity = *parse_quantity(json.at("quantity").get<std::string>()),
                       .unit_price = price_of(json.at("price")),
                       .taxes = taxes_of(json)};
        for (const Json& part : json.value("discounts", Json::array())) {
            const std::string percent = tests::text_or(part, "percent", "");
            line.discounts.push_back(
                percent.empty()
                    ? Discount{.kind = DiscountKind::amount,
                               .amount = *parse_money(part.at("amount").get<std::string>(),
                                                      input_.currency)}
                    : Discount{.rate = rate_of(percent)});
        }
        input_.lines.push_back(std::move(line));
    }

    /// A discount or charge of the whole invoice names its own taxes: a line of its own.
    void add_amount(const Json& json, const std::string& sign) {
        input_.lines.push_back({.unit_price = price_of(sign + json.at("amount").get<std::string>()),
                                .taxes = taxes_of(json)});
    }

    UnitPrice price_of(const std::string& text) const {
        const auto unit = parse_unit_price(text, input_.currency);
        if (!unit) throw std::runtime_error{"not a price: " + text};
        return *unit;
    }

    std::vector<tax::Tax> taxes_of(const Json& json) const {
        const std::string contained = tests::text_or(json_, "prices_include", "");
        std::vector<tax::Tax> taxes;
        for (const Json& one : json.value("taxes", Json::array())) {
            const std::string category = one.at("cat");
            const std::string surcharge = tests::text_or(one, "surcharge", "");
            Rate rate = rate_of(tests::text_or(one, "percent", ""));
            if (retained_.contains(category)) rate.e8 = -rate.e8;
            taxes.push_back({.code = code_of(one) + surcharge,
                             .name = category,
                             .rate = rate,
                             .included = category == contained});
            if (surcharge.empty()) continue;
            taxes.push_back({.code = code_of(one) + surcharge + "+",
                             .name = category,
                             .rate = rate_of(surcharge),
                             .included = false});
        }
        return taxes;
    }

    void check_lines(Differences& differences, const PricedDocument& priced) const {
        const Json& lines = json_.at("expected").at("lines");
        if (lines.size() != line_count_) differences.push_back("another number of lines");
        for (std::size_t i = 0; i < std::min(lines.size(), line_count_); ++i) {
            const std::string where = "line " + std::to_string(i + 1);
            tests::compare(differences, where + " sum", lines[i].at("sum"), priced.lines[i].gross);
            tests::compare(differences, where + " total", lines[i].at("total"),
                           priced.lines[i].total);
        }
    }

    Money sum(const PricedDocument& priced, std::size_t from, std::size_t until) const {
        Money result = zero(input_.currency);
        for (std::size_t i = from; i < until; ++i) result += priced.lines[i].total;
        return result;
    }

    void check_totals(Differences& differences, const PricedDocument& priced) const {
        const Json& expected = json_.at("expected");
        const auto check = [&](const char* key, Money found) {
            if (expected.contains(key)) tests::compare(differences, key, expected.at(key), found);
        };
        Money contained = zero(input_.currency);
        Money retained = zero(input_.currency);
        for (const TaxGroup& group : priced.groups) {
            if (group.included) contained += group.tax;
            if (retained_.contains(group.name)) retained -= group.tax;
        }
        const std::size_t discounts_end = line_count_ + discount_count_;
        check("sum", sum(priced, 0, line_count_));
        check("discount", -sum(priced, line_count_, discounts_end));
        check("charge", sum(priced, discounts_end, priced.lines.size()));
        check("tax_included", contained);
        check("total", priced.net);
        check("tax", priced.tax + retained);
        check("total_with_tax", priced.total + retained);
        check("retained_tax", retained);
        check("payable", priced.total);

        std::vector<Payment> advances;
        for (const Json& advance : json_.at("input").value("advances", Json::array())) {
            advances.push_back({PaidIn::other, *parse_money(advance.at("amount").get<std::string>(),
                                                            input_.currency)});
        }
        check("due", due(priced.total, advances, PaidIn::other, {}));
    }

    void check_taxes(Differences& differences, const PricedDocument& priced) const {
        for (const Json& category : json_.at("expected").at("taxes")) {
            const std::string name = category.at("cat");
            const std::int64_t sign = retained_.contains(name) ? -1 : 1;
            Money amount = zero(input_.currency);
            for (const Json& rate : category.at("rates")) {
                Json key = rate;
                key["cat"] = name;
                const std::string surcharge =
                    rate.contains("surcharge")
                        ? rate.at("surcharge").at("percent").get<std::string>()
                        : "";
                const TaxGroup* group =
                    find(priced, code_of(key) + surcharge,
                         sign * rate_of(tests::text_or(rate, "percent", "")).e8);
                if (group == nullptr) {
                    differences.push_back("no rate " + code_of(key));
                    continue;
                }
                const Money tax{sign * group->tax.minor, input_.currency};
                amount += tax;
                const std::string where = name + " " + tests::text_or(rate, "percent", "-");
                tests::compare(differences, where, rate.at("amount"), tax);
                tests::compare(differences, where + " base", rate.at("base"), group->base);
                if (surcharge.empty()) continue;
                const TaxGroup* more =
                    find(priced, code_of(key) + surcharge + "+", rate_of(surcharge).e8);
                tests::compare(differences, where + " surcharge", rate.at("surcharge").at("amount"),
                               more == nullptr ? zero(input_.currency) : more->tax);
            }
            tests::compare(differences, name, category.at("amount"), amount);
        }
    }

    static const TaxGroup* find(const PricedDocument& priced, const std::string& code,
                                std::int64_t rate_e8) {
        const auto at = std::ranges::find_if(priced.groups, [&](const TaxGroup& group) {
            return group.code == code && group.rate.e8 == rate_e8;
        });
        return at == priced.groups.end() ? nullptr : &*at;
    }

    const Json& json_;
    std::set<std::string> retained_;
    PricingInput input_;
    std::size_t line_count_{0};
    std::size_t discount_count_{0};
};

/// Whether a category is retained is the country's rule: the expected figures name it.
std::set<std::string> retained_of(const Json& json) {
    std::set<std::string> names;
    for (const Json& category : json.at("expected").at("taxes")) {
        if (tests::flag_or(category, "retained", false)) names.insert(category.at("cat"));
    }
    return names;
}

Differences check(const Json& json) {
    return Invoice{json, retained_of(json)}.check();
}

void copy(const Json& from, Json& to, std::initializer_list<const char*> keys) {
    for (const char* key : keys) {
        if (from.contains(key)) to[key] = from.at(key);
    }
}

/// An original invoice in the form of the published cases.
Json case_of(const Json& document) {
    Json input = {{"lines", Json::array()}};
    Json lines = Json::array();
    for (const Json& line : document.at("lines")) {
        Json one = {{"quantity", line.at("quantity")}, {"price", line.at("item").at("price")}};
        copy(line, one, {"discounts", "taxes"});
        input["lines"].push_back(one);
        lines.push_back({{"sum", line.at("sum")}, {"total", line.at("total")}});
    }
    copy(document, input, {"discounts", "charges"});
    if (document.contains("payment")) copy(document.at("payment"), input, {"advances"});

    const Json& totals = document.at("totals");
    Json expected = totals;
    expected["lines"] = lines;
    expected["taxes"] = Json::array();
    for (Json category : totals.value("/taxes/categories"_json_pointer, Json::array())) {
        category["cat"] = category.at("code");
        expected["taxes"].push_back(category);
    }
    const Json tax = document.value("tax", Json::object());
    return {{"currency", document.at("currency")},
            {"rounding", tests::text_or(tax, "rounding", "precise")},
            {"prices_include", tests::text_or(tax, "prices_include", "")},
            {"input", input},
            {"expected", expected}};
}

std::vector<tests::NamedCase> example_files(std::size_t& without_totals) {
    std::vector<tests::NamedCase> cases;
    const std::filesystem::path root = tests::data_folder() + "/gobl-examples";
    for (const auto& entry : std::filesystem::recursive_directory_iterator{root}) {
        if (entry.path().extension() != ".json") continue;
        if (entry.path().parent_path().filename() != "out") continue;
        const Json envelope = tests::read_json(entry.path().string());
        const Json document = envelope.value("doc", Json::object());
        if (!document.contains("totals") || !document.contains("lines")) {
            ++without_totals;
            continue;
        }
        cases.push_back(
            {std::filesystem::relative(entry.path(), root).string(), case_of(document)});
    }
    std::ranges::sort(cases, {}, &tests::NamedCase::name);
    return cases;
}

}  // namespace

TEST(Gobl, published_cases) {
    const auto cases = tests::published_cases("totals-gobl.json");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("pricing", "totals-gobl.json", cases, check);
}

TEST(Gobl, original_invoices) {
    if (tests::data_folder().empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    std::size_t without_totals = 0;
    const auto cases = example_files(without_totals);
    tests::run_cases("pricing", "gobl-examples", cases, check);
    std::printf(
        "gobl-examples: %zu more files are no invoices with lines (parties, payments, "
        "states)\n",
        without_totals);
}
