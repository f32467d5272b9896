// Goal: our table of currencies is the published ISO 4217 one.
// Method: every row with a minor unit, both ways.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "pos/money/currency.hpp"
#include "tests/conformance/published/runner.hpp"

TEST(CurrencyTable, is_the_published_one) {
    if (tests::data_folder().empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    std::ifstream file{tests::data_folder() + "/reference/iso/iso4217-active.tsv"};
    ASSERT_TRUE(file);
    std::string row;
    std::getline(file, row);  // the heading
    int currencies = 0;
    while (std::getline(file, row)) {
        std::istringstream cells{row};
        std::string code;
        std::string numeric;
        std::string minor_unit;
        std::getline(cells, code, '\t');
        std::getline(cells, numeric, '\t');
        std::getline(cells, minor_unit, '\t');
        const auto currency = pos::currency_of(code);
        EXPECT_EQ(currency.has_value(), minor_unit != "-") << code;
        if (!currency) continue;
        EXPECT_EQ(std::to_string(currency->exponent), minor_unit) << code;
        EXPECT_EQ(pos::number_of(*currency), std::stoi(numeric)) << code;
        ++currencies;
    }
    int ours = 0;
    for (char a = 'A'; a <= 'Z'; ++a) {
        for (char b = 'A'; b <= 'Z'; ++b) {
            for (char c = 'A'; c <= 'Z'; ++c) {
                ours += pos::currency_of(std::string{a, b, c}) ? 1 : 0;
            }
        }
    }
    EXPECT_EQ(ours, currencies);
    std::printf("iso4217-active.tsv: %d currencies agree\n", currencies);
}
