#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "pos/billing/rate.hpp"
#include "pos/money/decimal.hpp"

// Small words for tests of charges.
namespace test {

inline pos::Exact figure(const std::string& text) {
    const auto read = pos::parse_exact(text);
    EXPECT_TRUE(read.has_value()) << text;
    return read.value_or(pos::Exact{});
}

/// "10 2 50": up to 10, 2 each, 50 flat; "-" stands for nothing.
inline pos::billing::models::Tiers tiers(const std::vector<std::string>& rows) {
    pos::billing::models::Tiers made;
    for (const std::string& row : rows) {
        std::istringstream words{row};
        std::string up_to;
        std::string price;
        std::string flat;
        words >> up_to >> price >> flat;
        pos::billing::models::Tier tier;
        if (up_to != "-") tier.up_to = figure(up_to);
        if (price != "-") tier.price = figure(price);
        if (!flat.empty() && flat != "-") tier.flat = figure(flat);
        made.push_back(tier);
    }
    return made;
}

inline pos::billing::Charge charge(pos::billing::Model model) {
    return {.model = std::move(model)};
}

inline pos::billing::Usage used(const std::string& quantity) {
    return {.quantity = figure(quantity)};
}

inline pos::billing::Rated rated(const pos::billing::Charge& charge,
                                 const pos::billing::Usage& usage) {
    EXPECT_TRUE(faults(charge).empty());
    auto result = rate(charge, usage);
    EXPECT_TRUE(result.has_value());
    return result.value_or(pos::billing::Rated{});
}

inline std::string total(const pos::billing::Charge& charge, const pos::billing::Usage& usage) {
    return to_string(rated(charge, usage).total);
}

/// "10×2=20 1×50=50", as a table can show it.
inline std::string lines(const pos::billing::Rated& rated) {
    std::string text;
    for (const pos::billing::Line& line : rated.lines) {
        text += (text.empty() ? "" : " ") + to_string(line.quantity) + "×" + to_string(line.price) +
                "=" + to_string(line.total);
    }
    return text;
}

}  // namespace test
