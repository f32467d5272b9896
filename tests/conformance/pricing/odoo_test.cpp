// Goal: agree with the tax figures that Odoo's own tests state, for prices, whole documents,
// discounts on the payable amount and down payments.
// Method: each case becomes a PricingInput under the policy it names; every figure is compared.
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>

#include "pos/money/decimal.hpp"
#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/document_share.hpp"
#include "pos/pricing/price.hpp"
#include "pos/tax/reprice.hpp"
#include "pos/tax/table.hpp"
#include "tests/conformance/published/runner.hpp"

using namespace pos;
using namespace pos::pricing;
using tests::Decimals;
using tests::Differences;
using tests::Json;

namespace {

constexpr Date kDay{14'000};

/// The case's taxes as rules of a class "all", in the order of sequence and of the id's number.
class TaxReader {
public:
    explicit TaxReader(const Decimals& decimals) : decimals_{decimals} {}

    std::vector<tax::Tax> read(const Json& taxes) {
        tax::TaxClass all{.code = "all", .taxes = {}};
        for (const Json& one : in_order_of_id(taxes)) {
            if (one.at("kind") == "group") {
                all.taxes.push_back(add_group(one));
            } else {
                for (const std::string& code : add_tax(one)) all.taxes.push_back(code);
            }
        }
        rules_.classes.push_back(all);
        const auto table = tax::TaxTable::make(rules_);
        if (!table) throw std::runtime_error{"taxes refused: " + table.error().code};
        return *table->taxes_on("all", kDay);
    }

private:
    static std::vector<Json> in_order_of_id(const Json& taxes) {
        std::vector<Json> sorted{taxes.begin(), taxes.end()};
        std::ranges::stable_sort(sorted, {}, [](const Json& one) {
            return std::stoi(one.at("id").get<std::string>().substr(1));
        });
        return sorted;
    }

    std::string add_group(const Json& json) {
        tax::TaxGroupRule group{.code = json.at("id"),
                                .sequence = json.value("sequence", std::int16_t{1}),
                                .members = {}};
        for (const Json& child : in_order_of_id(json.at("children"))) {
            for (const std::string& code : add_tax(child)) group.members.push_back(code);
        }
        rules_.groups.push_back(group);
        return group.code;
    }

    /// A tax in parts (reverse charge: 100 and -100) is one tax for each part, beside each other.
    std::vector<std::string> add_tax(const Json& json) {
        const Json whole = Json::array({"100"});
        const Json parts = json.value("tax_factors_percent", whole);
        std::vector<std::string> codes;
        for (const Json& part : parts) {
            codes.push_back(json.at("id").get<std::string>() +
                            (parts.size() > 1 ? "." + std::to_string(codes.size()) : ""));
            const std::string amount = json.at("amount");
            const std::string kind = json.at("kind");
            tax::Tax tax{
                .code = codes.back(),
                .name = tests::text_or(json, "group", ""),
                .kind = kind == "fixed"      ? tax::TaxKind::fixed
                        : kind == "division" ? tax::TaxKind::division
                                             : tax::TaxKind::percent,
                .included = tests::flag_or(json, "included", false),
                .adds_to_next_base = tests::flag_or(json, "adds_to_next_base", false),
                .takes_previous_into_base = tests::flag_or(json, "takes_previous_into_base", true),
                .sequence = json.value("sequence", std::int16_t{1})};
            if (kind == "fixed") {
                tax.amount_e8 = decimals_.price_e8(amount);
            } else {
                tax.rate = {parse_percent(amount)->e8 * parse_percent(part.get<std::string>())->e8 /
                            kRateScale};
            }
            // The parts of one tax do not feed each other; nothing before the first one does here.
            if (parts.size() > 1 && !fed_) tax.takes_previous_into_base = false;
            rules_.taxes.push_back({tax, Date{0}, {}});
        }
        fed_ = fed_ || tests::flag_or(json, "adds_to_next_base", false);
        return codes;
    }

    const Decimals& decimals_;
    tax::TaxRules rules_;
    bool fed_{false};
};

PricingPolicy policy_of(const Json& input) {
    PricingPolicy policy{
        // A line is rounded after its discount, not before: the discount gives way.
        .discount_mode = RoundingMode::half_towards,
    };
    if (input.at("rounding") == "per_line") {
        policy.tax_scope = tax::TaxScope::line;
    } else {
        policy.precision = LinePrecision::exact;
    }
    return policy;
}

/// Two decimals for 0.01, six for 0.000001; a step such as 0.05 has the decimals of a cent.
unsigned decimals_of(const Json& input) {
    const std::string step = tests::text_or(input, "currency_rounding", "0.01");
    const auto point = step.find('.');
    return point == std::string::npos ? 0U : static_cast<unsigned>(step.size() - point - 1);
}

/// A figure in 10^-14, compared to six decimals.
void compare_exact(Differences& differences, const std::string& what, const Json& expected,
                   Exact found) {
    constexpr std::int64_t kSixDecimals = kExactScale / 1'000'000;
    const auto wanted = parse_decimal(expected.get<std::string>(), 14);
    if (!wanted) throw std::runtime_error{"not a figure: " + expected.get<std::string>()};
    const auto rounded = [](Wide e14) {
        return divide(e14, kSixDecimals, RoundingMode::half_away);
    };
    if (rounded(*wanted) == rounded(found.e14)) return;
    differences.push_back(what + ": expected " + expected.get<std::string>() + ", got " +
                          format_decimal(rounded(found.e14), 6, 6));
}

/// A price whose figures are stated before any rounding.
Differences check_exact_price(const Json& input, const Json& expected, bool taxes_alone) {
    const Decimals decimals{2};
    const auto taxes = TaxReader{decimals}.read(input.at("taxes"));
    const UnitPrice unit{decimals.price_e8(input.at("price")), Decimals::currency()};
    const Quantity quantity = *parse_quantity(tests::text_or(input, "qty", "1"));
    const Exact amount = extend_exactly(quantity, unit);
    const Wide units = unit.e8 < 0 ? -quantity.millionths : quantity.millionths;
    const auto formula = tax::formula(taxes);
    if (!formula) return {"refused"};
    const auto figure = [&](const tax::Term& term) {
        return *tax::evaluate(term, formula->denominator, amount, units);
    };
    Differences differences;
    Exact total = figure(formula->net);
    if (!taxes_alone) {
        compare_exact(differences, "total_excluded", expected.at("total_excluded"), total);
    }
    for (std::size_t t = 0; t < taxes.size(); ++t) {
        const std::string which = "tax " + std::to_string(t + 1);
        const Json& tax = expected.at("taxes")[t];
        compare_exact(differences, which, tax.at("tax"), figure(formula->taxes[t]));
        compare_exact(differences, which + " base", tax.at("base"), figure(formula->bases[t]));
        total += figure(formula->taxes[t]);
    }
    if (!taxes_alone) {
        compare_exact(differences, "total_included", expected.at("total_included"), total);
    }
    return differences;
}

bool any_tax_added(const PricingInput& document) {
    return std::ranges::any_of(document.lines, [](const LineInput& line) {
        return !std::ranges::all_of(line.taxes, &tax::Tax::included);
    });
}

/// The older rules round the untaxed side of a price that contains its taxes: the half cent goes
/// to the tax.
void follow_rules(const Json& json, PricingInput& document) {
    if (json.at("rules") == "16.0" && !any_tax_added(document)) {
        document.policy.tax_mode = RoundingMode::half_towards;
    }
}

Differences check_price(const Json& json) {
    const Json& input = json.at("input");
    const Json& expected = json.at("expected");
    const bool globally = input.at("rounding") == "globally";
    const bool older = json.at("rules") == "16.0";
    if (globally && !older) return check_exact_price(input, expected, false);

    const Decimals decimals{decimals_of(input)};
    PricingInput document{.currency = Decimals::currency(), .policy = policy_of(input)};
    document.policy.precision = LinePrecision::minor;
    const std::int64_t step = decimals.minor(input.at("currency_rounding"));
    document.policy.line_step_minor = document.policy.tax_step_minor = step;
    document.lines.push_back(
        {.quantity = *parse_quantity(tests::text_or(input, "qty", "1")),
         .unit_price = {decimals.price_e8(input.at("price")), Decimals::currency()},
         .taxes = TaxReader{decimals}.read(input.at("taxes"))});
    follow_rules(json, document);
    const auto priced = price(document);
    if (!priced) return {"refused: " + std::to_string(static_cast<int>(priced.error()))};

    Differences differences;
    decimals.compare(differences, "total_excluded", expected.at("total_excluded"), priced->net);
    decimals.compare(differences, "total_included", expected.at("total_included"), priced->total);
    // The older rules round the totals of added taxes, and state the taxes themselves unrounded.
    if (globally && any_tax_added(document)) {
        const Differences exact = check_exact_price(input, expected, true);
        differences.insert(differences.end(), exact.begin(), exact.end());
        return differences;
    }
    const auto& taxes = priced->lines[0].taxes;
    if (expected.at("taxes").size() != taxes.size()) return {"another number of taxes"};
    for (std::size_t t = 0; t < taxes.size(); ++t) {
        const std::string which = "tax " + std::to_string(t + 1);
        decimals.compare(differences, which, expected.at("taxes")[t].at("tax"), taxes[t].tax);
        decimals.compare(differences, which + " base", expected.at("taxes")[t].at("base"),
                         taxes[t].base);
    }
    return differences;
}

PricingInput document_of(const Json& json, const Decimals& decimals) {
    const Json& input = json.at("input");
    PricingInput document{.currency = Decimals::currency(), .policy = policy_of(input)};
    for (const Json& line : input.at("lines")) {
        document.lines.push_back(
            {.quantity = *parse_quantity(line.at("qty").get<std::string>()),
             .unit_price = {decimals.price_e8(line.at("price")), Decimals::currency()},
             .discounts = {{.rate = *parse_percent(tests::text_or(line, "discount_percent", "0"))}},
             .taxes = TaxReader{decimals}.read(line.at("taxes"))});
    }
    // A document of contained taxes alone keeps its price.
    if (any_tax_added(document)) document.policy.kept = Kept::net;
    follow_rules(json, document);
    return document;
}

/// The base of a printed group is that of its first tax on each line.
struct PrintedGroup {
    Money base{zero(Decimals::currency())};
    Money tax{zero(Decimals::currency())};
};

std::map<std::string, PrintedGroup> printed_groups(const PricedDocument& document) {
    std::map<std::string, PrintedGroup> groups;
    for (const PricedLine& line : document.lines) {
        std::vector<std::string> seen;
        for (const LineTax& part : line.taxes) {
            const std::string& name = document.groups[part.group].name;
            groups[name].tax += part.tax;
            if (std::ranges::find(seen, name) != seen.end()) continue;
            groups[name].base += part.base;
            seen.push_back(name);
        }
    }
    return groups;
}

void compare_groups(Differences& differences, const Decimals& decimals, const Json& expected,
                    const std::map<std::string, PrintedGroup>& groups) {
    for (const Json& subtotal : expected.value("subtotals", Json::array())) {
        for (const Json& group : subtotal.value("groups", Json::array())) {
            const std::string name = group.at("group");
            const auto found = groups.find(name);
            if (found == groups.end()) {
                differences.push_back("no group " + name);
                continue;
            }
            decimals.compare(differences, name + " tax", group.at("tax"), found->second.tax);
            decimals.compare(differences, name + " base", group.at("base"), found->second.base);
        }
    }
}

void compare_totals(Differences& differences, const Decimals& decimals, const Json& expected,
                    Money base, Money tax, Money total) {
    if (expected.contains("base")) {
        decimals.compare(differences, "base", expected.at("base"), base);
    }
    if (expected.contains("tax")) decimals.compare(differences, "tax", expected.at("tax"), tax);
    if (expected.contains("total")) {
        decimals.compare(differences, "total", expected.at("total"), total);
    }
}

Differences check_document(const Json& json) {
    const Json& input = json.at("input");
    const Json& expected = json.at("expected");
    const Decimals decimals{decimals_of(input)};
    auto priced = price(document_of(json, decimals));
    if (!priced) return {"refused: " + std::to_string(static_cast<int>(priced.error()))};

    Differences differences;
    Money rounding = zero(Decimals::currency());
    if (input.contains("cash_rounding")) {
        const Json& rule = input.at("cash_rounding");
        if (rule.at("mode") != "HALF-UP") throw std::runtime_error{"another rounding mode"};
        const CashRounding cash{.step_minor = decimals.minor(rule.at("step")),
                                .scope = CashScope::every_payment};
        rounding = due(priced->total, {}, PaidIn::other, cash) - priced->total;
        if (rule.at("strategy") == "biggest_tax") {
            absorb_rounding(*priced, rounding);  // and a document without tax stays as it is
            rounding = zero(Decimals::currency());
        }
        decimals.compare(differences, "cash_rounding",
                         tests::text_or(expected, "cash_rounding", "0"), rounding);
    }
    compare_totals(differences, decimals, expected, priced->net, priced->tax,
                   priced->total + rounding);
    compare_groups(differences, decimals, expected, printed_groups(*priced));
    return differences;
}

std::map<std::string, PrintedGroup> printed_groups(const PricedDocument& document,
                                                   const DocumentShare& share) {
    std::map<std::string, PrintedGroup> groups;
    for (std::size_t g = 0; g < document.groups.size(); ++g) {
        PrintedGroup& group = groups[document.groups[g].name];
        group.tax += share.groups[g].tax;
        group.base = share.groups[g].base;
    }
    return groups;
}

Discount part_of(const Json& json, const Decimals& decimals) {
    const std::string amount = json.at("amount");
    if (json.at("type") == "percent") return {.rate = *parse_percent(amount)};
    return {.kind = DiscountKind::amount, .amount = {decimals.minor(amount), Decimals::currency()}};
}

Differences check_down_payment(const Json& json) {
    const Decimals decimals{decimals_of(json.at("input"))};
    const auto priced = price(document_of(json, decimals));
    if (!priced) return {"refused: " + std::to_string(static_cast<int>(priced.error()))};
    const auto share =
        document_share(*priced, part_of(json.at("input").at("down_payment"), decimals),
                       FixedTaxes::as_net, RoundingMode::half_away);
    if (!share) return {"share refused"};
    Differences differences;
    compare_totals(differences, decimals, json.at("expected"), share->net, share->tax,
                   share->total);
    compare_groups(differences, decimals, json.at("expected"), printed_groups(*priced, *share));
    return differences;
}

/// The document as it would be if nothing had a fixed tax.
PricingInput without_fixed_taxes(PricingInput document) {
    for (LineInput& line : document.lines) {
        std::vector<tax::Tax> by_rate;
        std::ranges::copy_if(line.taxes, std::back_inserter(by_rate),
                             [](const tax::Tax& tax) { return tax.kind != tax::TaxKind::fixed; });
        const auto unit = tax::reprice(line.unit_price, line.taxes, by_rate);
        if (!unit) throw std::runtime_error{"no price without fixed taxes"};
        line.unit_price = *unit;
        line.taxes = by_rate;
    }
    return document;
}

Differences check_document_discount(const Json& json) {
    const Decimals decimals{decimals_of(json.at("input"))};
    const PricingInput input = document_of(json, decimals);
    const auto priced = price(input);
    const auto by_value = price(without_fixed_taxes(input));
    if (!priced || !by_value) return {"refused"};
    // What is taken off gives way: the figures that are left are the rounded ones.
    const auto share =
        document_share(*by_value, part_of(json.at("input").at("document_discount"), decimals),
                       FixedTaxes::taxed, RoundingMode::half_towards);
    if (!share) return {"share refused"};
    Differences differences;
    compare_totals(differences, decimals, json.at("expected"), priced->net - share->net,
                   priced->tax - share->tax, priced->total - share->total);
    auto groups = printed_groups(*priced);
    for (const auto& [name, taken] : printed_groups(*by_value, *share)) {
        groups[name].base -= taken.base;
        groups[name].tax -= taken.tax;
    }
    compare_groups(differences, decimals, json.at("expected"), groups);
    return differences;
}

/// An order of the shop's till: every line is rounded by itself, whatever the scope.
Differences check_lines(const Json& json) {
    const Decimals decimals{decimals_of(json.at("input"))};
    PricingInput input = document_of(json, decimals);
    input.policy.precision = LinePrecision::minor;
    if (json.at("kind") == "order") input.policy.tax_scope = tax::TaxScope::line;
    const auto priced = price(input);
    if (!priced) return {"refused: " + std::to_string(static_cast<int>(priced.error()))};
    Differences differences;
    if (json.at("expected").contains("total")) {
        decimals.compare(differences, "total", json.at("expected").at("total"), priced->total);
    }
    const Json& lines = json.at("expected").at("lines");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string where = "line " + std::to_string(i + 1);
        const PricedLine& line = priced->lines[i];
        decimals.compare(differences, where + " net", lines[i].at("excluded"), line.net);
        const char* payable = lines[i].contains("included") ? "included" : "included_before_delta";
        decimals.compare(differences, where + " payable", lines[i].at(payable), line.payable);
        // Orders list a line's taxes in another order than they apply in.
        std::multiset<std::int64_t> stated;
        for (const Json& tax : lines[i].at("taxes")) {
            stated.insert(decimals.minor(tax.is_object() ? tax.at("tax") : tax));
        }
        std::multiset<std::int64_t> found;
        for (const LineTax& part : line.taxes) found.insert(part.tax.minor);
        if (stated != found) differences.push_back(where + ": other taxes");
    }
    return differences;
}

Differences check_change_of_taxes(const Json& json) {
    const Decimals decimals{2};
    const Json& input = json.at("input");
    const UnitPrice old{decimals.price_e8(input.at("price")), Decimals::currency()};
    const auto changed = tax::reprice(old, TaxReader{decimals}.read(input.at("old_taxes")),
                                      TaxReader{decimals}.read(input.at("new_taxes")));
    if (!changed) return {"refused"};
    Differences differences;
    decimals.compare(differences, "price", json.at("expected").at("price"), shown(*changed));
    return differences;
}

Differences check(const Json& json) {
    const std::string kind = json.at("kind");
    if (kind == "price") return check_price(json);
    if (kind == "document") return check_document(json);
    if (kind == "document_discount") return check_document_discount(json);
    if (kind == "down_payment") return check_down_payment(json);
    if (kind == "order" || kind == "line_allocation") return check_lines(json);
    if (kind == "price_change_of_taxes") return check_change_of_taxes(json);
    return {"an unknown kind: " + kind};
}

}  // namespace

TEST(Odoo, prices_documents_discounts_and_down_payments) {
    const auto cases = tests::published_cases("tax-odoo.json");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("pricing", "tax-odoo.json", cases, check);
}
