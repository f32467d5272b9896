#pragma once

// A ticket as an accountant would write it down, and its figures as text to compare with.

#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include "pos/money/decimal.hpp"
#include "pos/pricing/price.hpp"

namespace test {

using namespace pos;
using namespace pos::pricing;

inline Currency euro() {
    return *currency_of("EUR");
}

/// The taxes that tickets name by a letter.
inline std::vector<tax::Tax> taxes_named(const std::string& letters) {
    static const std::map<char, tax::Tax> kTaxes = {
        {'A', {.code = "A", .name = "20 % contained", .rate = percent(20)}},
        {'B', {.code = "B", .name = "5 % contained", .rate = percent(5)}},
        {'Z', {.code = "Z", .name = "zero-rated", .rate = percent(0)}},
        {'N', {.code = "N", .name = "10 % added", .rate = percent(10), .included = false}},
        {'S', {.code = "S", .name = "sales tax", .rate = {8'875'000}, .included = false}},
        {'G',
         {.code = "G",
          .name = "5 % added, feeds Q",
          .rate = percent(5),
          .included = false,
          .adds_to_next_base = true}},
        {'Q',
         {.code = "Q",
          .name = "10 % on G too",
          .rate = percent(10),
          .included = false,
          .sequence = 2}},
        {'D',
         {.code = "D",
          .name = "deposit 0.25",
          .kind = tax::TaxKind::fixed,
          .amount_e8 = 25'000'000,
          .included = false}},
    };
    std::vector<tax::Tax> taxes;
    for (const char letter : letters) taxes.push_back(kTaxes.at(letter));
    return taxes;
}

inline Discount discount(std::string text) {
    if (text.starts_with('-')) text.erase(0, 1);
    if (text.ends_with('%')) {
        text.pop_back();
        return {.rate = *parse_percent(text)};
    }
    return {.kind = DiscountKind::amount, .amount = *parse_money(text, euro())};
}

/// Each row is "QUANTITY x PRICE [TAXES] [-DISCOUNT]… [whole]" or "basket -DISCOUNT"; `whole` means
/// that no basket discount touches the line; what follows # is a remark.
inline PricingInput ticket(const std::string& text, const PricingPolicy& policy = {}) {
    PricingInput input{.currency = euro(), .policy = policy};
    std::istringstream rows{text};
    for (std::string row; std::getline(rows, row);) {
        std::istringstream words{row.substr(0, row.find('#'))};
        const std::vector<std::string> cells{std::istream_iterator<std::string>{words}, {}};
        if (cells.empty()) continue;
        if (cells[0] == "basket") {
            input.basket_discounts.push_back(discount(cells.at(1)));
            continue;
        }
        LineInput line{.quantity = *parse_quantity(cells.at(0)),
                       .unit_price = *parse_unit_price(cells.at(2), euro())};
        for (std::size_t i = 3; i < cells.size(); ++i) {
            if (cells[i] == "whole") {
                line.discountable = false;
            } else if (cells[i].starts_with('-')) {
                line.discounts.push_back(discount(cells[i]));
            } else {
                line.taxes = taxes_named(cells[i]);
            }
        }
        input.lines.push_back(std::move(line));
    }
    return input;
}

/// One row a line: "gross - discounts - basket = total: net + taxes = payable".
inline std::string lines_of(const PricedDocument& document) {
    std::string text;
    for (const PricedLine& line : document.lines) {
        text += to_string(line.gross);
        for (const Money part : line.discounts) text += " - " + to_string(part);
        if (line.basket_share.minor != 0) text += " - " + to_string(line.basket_share);
        text += " = " + to_string(line.total) + ": " + to_string(line.net);
        for (const LineTax& part : line.taxes) text += " + " + to_string(part.tax);
        text += " = " + to_string(line.payable) + "\n";
    }
    return text;
}

/// One row a tax: "code base + tax = gross", then "net + tax = total".
inline std::string totals_of(const PricedDocument& document) {
    std::string text;
    for (const TaxGroup& group : document.groups) {
        text += group.code + " " + to_string(group.base) + " + " + to_string(group.tax) + " = " +
                to_string(group.gross) + "\n";
    }
    return text + to_string(document.net) + " + " + to_string(document.tax) + " = " +
           to_string(document.total) + "\n";
}

inline std::string refusal_of(const PricingInput& input) {
    const auto priced = price(input);
    return priced ? "none" : std::to_string(static_cast<int>(priced.error()));
}

/// Takes the indent of a raw string off.
inline std::string rows(const std::string& raw) {
    std::istringstream in{raw};
    std::string text;
    for (std::string row; std::getline(in, row);) {
        const auto from = row.find_first_not_of(' ');
        if (from == std::string::npos) continue;
        row = row.substr(from, row.find('#') - from);
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + "\n";
    }
    return text;
}

}  // namespace test
