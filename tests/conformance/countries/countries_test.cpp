// Goal: our own table of countries agrees with what others have published of currencies, coins and
// rates of tax, wherever they say something of the same country.
// Method: each row beside three published tables, read as they are. What differs on purpose is
// named here.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "app/core/countries.hpp"

namespace {

using app::core::countries;
using app::core::Country;
using Json = nlohmann::json;

class Published : public ::testing::Test {
protected:
    void SetUp() override {
        if (std::getenv("COUNTERFOIL_DATA") == nullptr)
            GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    }
    static std::ifstream open(const std::string& name) {
        std::ifstream in{std::string{std::getenv("COUNTERFOIL_DATA")} + "/reference/" + name};
        EXPECT_TRUE(in.good()) << name;
        return in;
    }
    static std::vector<std::vector<std::string>> rows(const std::string& name, char separator) {
        auto in = open(name);
        std::vector<std::vector<std::string>> all;
        for (std::string line; std::getline(in, line);) {
            std::istringstream cells{line};
            auto& row = all.emplace_back();
            for (std::string cell; std::getline(cells, cell, separator);) row.push_back(cell);
        }
        return all;
    }
    static double percent_of(const app::core::CountryRate& rate) {
        return static_cast<double>(rate.on(pos::make_date(2026, 11, 26)).rate.e8) / 1'000'000;
    }
};

TEST_F(Published, currencies_are_in_use) {
    std::set<std::string> active;
    for (const auto& row : rows("iso/iso4217-active.tsv", '\t')) active.insert(row.at(0));
    for (const Country& country : countries())
        EXPECT_TRUE(active.contains(country.currency)) << country.code;
}

TEST_F(Published, coins_are_those_of_the_currency) {
    std::map<std::string, std::int64_t> steps;
    for (const auto& row : rows("iso/cash-rounding.tsv", '\t')) {
        if (row.size() < 5 || row.at(0) == "currency") continue;
        // Figures without decimals are rounded to whole units of a currency that has them on paper.
        const bool whole = row.at(3) == "0" && row.at(1) == "2";
        const std::int64_t step = std::stoll(row.at(4));
        steps[row.at(0)] = whole ? 100 * std::max<std::int64_t>(step, 1) : step;
    }
    std::size_t compared = 0;
    for (const Country& country : countries()) {
        const auto known = steps.find(country.currency);
        if (known == steps.end()) continue;
        if (country.code == "HU") continue;  // a law of its own: 5 Ft
        EXPECT_EQ(country.cash_step_minor, std::max<std::int64_t>(known->second, 1))
            << country.code;
        ++compared;
    }
    EXPECT_GE(compared, 5U);
}

TEST_F(Published, rates_of_the_union_are_those_in_force) {
    const Json items = Json::parse(open("tax/eu-vat-rates.json")).at("items");
    std::size_t compared = 0;
    for (const Country& country : countries()) {
        if (!items.contains(country.code)) continue;
        std::set<double> in_force;
        for (const auto& [kind, rate] : items.at(country.code).at(0).at("rates").items()) {
            if (kind == "standard") {
                EXPECT_EQ(percent_of(country.rates.front()), rate.get<double>()) << country.code;
            }
            in_force.insert(rate.get<double>());
        }
        for (const auto& rate : country.rates) {
            if (percent_of(rate) == 0) continue;
            // Of 2026, later than what was published there.
            const bool of_2026 =
                ((country.code == "FI" || country.code == "LT") && rate.tax_class == "reduced") ||
                (country.code == "AT" && rate.tax_class == "reduced3");
            if (of_2026) continue;
            EXPECT_TRUE(in_force.contains(percent_of(rate)))
                << country.code << " " << percent_of(rate);
            ++compared;
        }
    }
    EXPECT_GE(compared, 60U);
}

TEST_F(Published, regimes_have_the_same_currency_and_standard_rate) {
    std::size_t compared = 0;
    for (const Country& country : countries()) {
        std::string name = country.code;
        for (char& c : name) c = static_cast<char>(c - 'A' + 'a');
        std::ifstream in{std::string{std::getenv("COUNTERFOIL_DATA")} +
                         "/reference/tax/gobl-regimes/regimes/" + name + ".json"};
        if (!in.good()) continue;
        const Json regime = Json::parse(in);
        EXPECT_EQ(country.currency, regime.at("currency").get<std::string>()) << country.code;
        for (const Json& category : regime.at("categories")) {
            if (category.at("code") != "VAT" && category.at("code") != "GST") continue;
            for (const Json& rate : category.value("rates", Json::array())) {
                if (rate.value("rate", "") != "general") continue;
                // Portugal's last is that of its islands.
                if (country.code == "PT") continue;
                const std::string percent = rate.at("values").at(0).at("percent");
                EXPECT_EQ(percent_of(country.rates.front()), std::stod(percent)) << country.code;
                ++compared;
            }
        }
    }
    EXPECT_GE(compared, 16U);
}

}  // namespace
