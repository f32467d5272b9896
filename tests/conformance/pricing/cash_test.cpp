// Goal: agree with the published cash rounding cases: national rules, sales and refunds, mixed
// payments, over-payment, and rounding that goes into a tax.
// Method: each case is settled payment by payment under the rule it states.
#include <gtest/gtest.h>

#include <algorithm>
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

/// Every case fits two decimals; where there is none the figures are whole.
Currency currency() {
    return *currency_of("EUR");
}

Money money(const std::string& text) {
    const auto amount = parse_money(text, currency());
    if (!amount) throw std::runtime_error{"not an amount: " + text};
    return *amount;
}

RoundingMode mode_of(const std::string& name) {
    if (name == "half_up") return RoundingMode::half_away;
    if (name == "half_down") return RoundingMode::half_towards;
    if (name == "up") return RoundingMode::up;
    if (name == "down") return RoundingMode::down;
    throw std::runtime_error{"an unknown mode: " + name};
}

PaidIn paid_in(const std::string& method) {
    return method == "cash" ? PaidIn::cash : PaidIn::other;
}

CashRounding rule_of(const Json& json) {
    const Json& input = json.at("input");
    CashRounding rule{.step_minor = money(input.at("step")).minor,
                      .mode = mode_of(input.at("mode")),
                      .scope = CashScope::every_payment};
    if (tests::text_or(input, "rounding_applies_to", "") == "cash payments" ||
        input.contains("country")) {
        rule.scope = CashScope::cash;
    }
    if (json.contains("policy")) rule.scope = CashScope::every_payment_and_cash;
    return rule;
}

PricedDocument document_of(const Json& input) {
    PricingInput document{.currency = currency()};
    const auto add = [&](const std::string& amount, const std::string& quantity,
                         const std::string& percent) {
        LineInput line{.quantity = *parse_quantity(quantity),
                       .unit_price = *parse_unit_price(amount, currency())};
        if (!percent.empty()) {
            line.taxes = {{.code = percent, .rate = *parse_percent(percent), .included = false}};
        }
        document.lines.push_back(line);
    };
    if (input.contains("lines")) {
        for (const Json& line : input.at("lines")) {
            add(tests::text_or(line, "net", tests::text_or(line, "price", "")),
                tests::text_or(line, "qty", "1"), tests::text_or(line, "tax_percent", ""));
        }
    } else {
        add(tests::text_or(input, "net", tests::text_or(input, "total", "")), "1",
            tests::text_or(input, "tax_percent", ""));
    }
    return *price(document);
}

/// Payments without an amount pay what is due in their kind.
struct Paid {
    std::vector<Payment> payments;
    Settlement settlement;
    Money left_before_cash{zero(currency())};
    Money cash{zero(currency())};
};

Paid pay(Money total, const Json& input, const CashRounding& rule) {
    Paid paid;
    for (const Json& one : input.value("pay", Json::array())) {
        const PaidIn in = paid_in(one.at("method"));
        Money amount = due(total, paid.payments, in, rule);
        if (one.contains("amount")) amount = money(one.at("amount"));
        if (in == PaidIn::cash) {
            paid.left_before_cash = due(total, paid.payments, PaidIn::other, rule);
            paid.cash = amount;
        }
        paid.payments.push_back({in, amount});
    }
    paid.settlement = settle(total, paid.payments, rule);
    return paid;
}

void check_rounding_in_document(Differences& differences, const Json& json,
                                PricedDocument& document, const CashRounding& rule) {
    const Json& input = json.at("input");
    const Json& expected = json.at("expected");
    if (expected.contains("total_before")) {
        tests::compare(differences, "total_before", expected.at("total_before"), document.total);
    }
    const Money rounding = due(document.total, {}, PaidIn::other, rule) - document.total;
    Money total = document.total + rounding;
    if (tests::text_or(input, "strategy", "") == "largest tax") {
        if (!absorb_rounding(document, rounding)) differences.push_back("nothing to absorb");
        total = document.total;
    } else if (expected.contains("rounding")) {
        tests::compare(differences, "rounding", expected.at("rounding"), rounding);
    }
    tests::compare(differences, "total", expected.at("total"), total);
    if (expected.contains("tax")) {
        tests::compare(differences, "tax", expected.at("tax"), document.tax);
    }
    std::multiset<std::int64_t> stated;
    for (const Json& tax : expected.value("taxes", Json::array())) {
        stated.insert(money(tax).minor);
    }
    std::multiset<std::int64_t> found;
    for (const TaxGroup& group : document.groups) found.insert(group.tax.minor);
    if (expected.contains("taxes") && stated != found) differences.push_back("other taxes");
}

Differences check(const Json& json) {
    const Json& input = json.at("input");
    const Json& expected = json.at("expected");
    CashRounding rule = rule_of(json);
    PricedDocument document = document_of(input);
    Differences differences;
    if (expected.contains("total")) {
        check_rounding_in_document(differences, json, document, rule);
    }
    const Paid paid = pay(document.total, input, rule);
    const auto check_amount = [&](const char* key, Money found) {
        if (expected.contains(key)) tests::compare(differences, key, expected.at(key), found);
    };
    const Settlement& settlement = paid.settlement;
    check_amount("due", due(document.total, {}, PaidIn::cash, rule));
    check_amount("remaining", settlement.left_in_cash);
    check_amount("remaining_after_bank", paid.left_before_cash);
    check_amount("paid_cash", paid.cash);
    check_amount("paid", settlement.payable);
    check_amount("change", settlement.change);
    check_amount("rounding_shown", paid.cash - paid.left_before_cash);
    if (!expected.contains("total")) check_amount("rounding", settlement.rounding);
    const bool complete = tests::flag_or(expected, "complete", true);
    if (input.contains("pay") && settlement.complete != complete) {
        differences.push_back(complete ? "not complete" : "complete");
    }
    return differences;
}

}  // namespace

TEST(CashRounding, published_cases) {
    const auto cases = tests::published_cases("cash-rounding.json");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("pricing", "cash-rounding.json", cases, check);
}
